package io.maillon.chaos.fault;

import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the cluster.
 *
 * @param coordinators nodes of coordinators
 * @param instances nodes of instances
 * @param document what the leader told last; empty = nothing yet
 * @param atMs when it was asked, wall-clock time
 * @param pipeline that the suite runs
 */
public record Look(
    List<String> coordinators,
    List<String> instances,
    Optional<StatusDocument> document,
    long atMs,
    String pipeline) {
  public Look {
    coordinators = List.copyOf(coordinators);
    instances = List.copyOf(instances);
  }

  /** The pipeline, if the leader told of it. */
  public Optional<PipelineStatus> status() {
    return document.flatMap(d -> d.pipeline(pipeline));
  }

  /** How far the leader knows a coordinator's Raft log to be committed; -1 = it does not. */
  long commitIndex(String coordinator) {
    List<Long> indexes = document.map(StatusDocument::commitIndexes).orElse(List.of());
    int place = coordinators.indexOf(coordinator);
    return place < 0 || place >= indexes.size() ? -1 : indexes.get(place);
  }

  /** The same of the coordinator that is foremost. */
  long foremost() {
    return coordinators.stream().mapToLong(this::commitIndex).max().orElse(-1);
  }

  /** Node of the coordinator that led; empty = unknown. */
  public Optional<String> leader() {
    return document.map(StatusDocument::leader).filter(coordinators::contains);
  }
}
