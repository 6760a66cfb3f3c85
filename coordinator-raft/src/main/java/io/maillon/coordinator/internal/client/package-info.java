/** How {@link io.maillon.coordinator.CoordinatorClient} finds the leader and speaks with it. */
package io.maillon.coordinator.internal.client;
