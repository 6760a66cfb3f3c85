/** Faults planted in the cores, one at a time: the simulation has to convict each of them. */
package io.maillon.chaos.mutants;
