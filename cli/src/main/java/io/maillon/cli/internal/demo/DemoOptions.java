package io.maillon.cli.internal.demo;

import java.util.OptionalInt;

/**
 * What a demo is asked to do.
 *
 * @param kills how many processes to kill
 * @param seed that the kills are drawn from
 * @param ratePerSecond of the source; empty = so that the input lasts for all kills
 * @param keep whether the directory with all files stays
 * @param instanceJvm flags of the instances
 */
public record DemoOptions(
    int kills, long seed, OptionalInt ratePerSecond, boolean keep, String instanceJvm) {}
