package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;

/**
 * What was checked of a run besides its pipeline, such as the coordinators' registers.
 *
 * @param text the claim: {@code the coordinators' registers are linearizable}
 * @param checked how many things were looked at
 * @param detail what contradicts it, or what was seen, in lines; may be empty
 */
public record FurtherCheck(String text, Verdict verdict, long checked, String detail) {}
