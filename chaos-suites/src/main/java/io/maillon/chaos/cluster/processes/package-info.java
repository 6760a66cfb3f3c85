/** Nodes that are plain processes of this machine; whatever passes between them goes through us. */
package io.maillon.chaos.cluster.processes;
