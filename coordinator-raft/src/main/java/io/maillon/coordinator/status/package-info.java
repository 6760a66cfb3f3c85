/** What coordinators tell of their pipelines, for programs: docs/operations/status.md. */
package io.maillon.coordinator.status;
