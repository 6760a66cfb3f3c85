package io.maillon.chaos.simulation;

/**
 * One occurrence of a fault in the schedule of a seed.
 *
 * @param number in the schedule, from 1; the same whatever else is left out
 * @param fault its kind
 * @param chance from which all of it is drawn
 */
record Strike(int number, Fault fault, Chance chance) {}
