package io.maillon.protocol.control;

import io.maillon.protocol.Address;
import java.util.Optional;

/**
 * Definite refusal: this coordinator does not lead. Nothing was done.
 *
 * @param leader control address of the leader, if known
 */
public record NotLeader(Optional<Address> leader) implements ControlMessage {}
