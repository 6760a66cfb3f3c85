/** Launchers of instances. */
package io.maillon.coordinator.internal.launch;
