/** Nodes in containers of an engine on this machine. */
package io.maillon.chaos.containers;
