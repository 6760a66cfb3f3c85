/** Nodes with a network of their own each, on one Linux machine and without a container engine. */
package io.maillon.chaos.cluster.namespaces;
