/**
 * A user's own pipeline in simulated worlds: its real code, driven by hand in virtual time, and its
 * files compared with those of a run without faults.
 */
package io.maillon.chaos.simulated;
