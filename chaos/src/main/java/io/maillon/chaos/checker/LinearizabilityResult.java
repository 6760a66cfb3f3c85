package io.maillon.chaos.checker;

import java.util.Optional;

/**
 * A verdict and what it rests on.
 *
 * @param reason why UNKNOWN, else empty
 * @param conviction of the key whose convicting part is the smallest; there when INVALID
 * @param steps of the model, over all keys
 */
public record LinearizabilityResult(
    Verdict verdict,
    String reason,
    int keys,
    int invalidKeys,
    int unknownKeys,
    Optional<Conviction> conviction,
    long steps) {}
