/** The control server, and the one thread that feeds the leader's core. */
package io.maillon.coordinator.internal.server;
