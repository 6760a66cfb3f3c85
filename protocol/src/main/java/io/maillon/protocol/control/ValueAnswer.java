package io.maillon.protocol.control;

import java.util.Optional;

/**
 * What became of an {@link AccessValue}.
 *
 * @param requestId of the request
 * @param done false = refused: nothing was changed and never will be
 * @param message why it was refused, for people
 * @param text of the value after the request
 */
public record ValueAnswer(RequestId requestId, boolean done, String message, Optional<String> text)
    implements ControlMessage {}
