/** The cost of the links: generated records through a function that only passes them on. */
package io.maillon.examples.throughput;
