/** Fills the heap of a JVM that runs, with an agent that is loaded into it. */
package io.maillon.chaos.cluster.heap;
