/** Machines to hurt: a few nodes, each runs one process at a time, and what can be done to them. */
package io.maillon.chaos.cluster;
