/** Chaos suites: a cluster, a pipeline, faults for a while, and a verdict. */
package io.maillon.chaos.suite;
