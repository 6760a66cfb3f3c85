package io.maillon.cli.internal.run;

import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import java.util.Optional;

/**
 * What was seen at one look at a cluster.
 *
 * @param document all that was told
 * @param pipeline the one that is looked at; empty while nobody leads
 */
public record Look(StatusDocument document, Optional<PipelineStatus> pipeline) {}
