/**
 * What users of a coordinator meet: start one with {@link io.maillon.coordinator.Coordinator},
 * operate a cluster with {@link io.maillon.coordinator.CoordinatorClient}.
 */
package io.maillon.coordinator;
