package io.maillon.coordinator.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maillon.coordinator.status.PartitionStatus.ChannelStatus;
import io.maillon.coordinator.status.PartitionStatus.PositionStatus;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The status of all pipelines as one coordinator told it. Keys that are not known here are passed
 * over, so that an older program reads a newer coordinator.
 *
 * @param fromLeader whether the coordinator leads, so that liveness and progress are filled in
 * @param leader id of the coordinator that leads, empty = unknown
 * @param commitIndexes how far the leader knows each coordinator to be, -1 = it does not
 * @param json as it came
 */
public record StatusDocument(
    boolean fromLeader,
    String leader,
    List<Long> commitIndexes,
    List<PipelineStatus> pipelines,
    String json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public StatusDocument {
    commitIndexes = List.copyOf(commitIndexes);
    pipelines = List.copyOf(pipelines);
  }

  /** How many coordinators are more Raft entries than that behind the foremost. */
  public long laggards(long lagMax) {
    long foremost = commitIndexes.stream().mapToLong(Long::longValue).max().orElse(0);
    return commitIndexes.stream().filter(index -> index < 0 || foremost - index > lagMax).count();
  }

  public Optional<PipelineStatus> pipeline(String name) {
    return pipelines.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /**
   * Reads the document of docs/operations/status.md.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static StatusDocument parse(boolean fromLeader, String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      return new StatusDocument(
          fromLeader,
          text(root, "leader"),
          list(root, "coordinators", node -> node.path("commitIndex").asLong(-1)),
          list(root, "pipelines", StatusDocument::pipeline),
          json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("status '" + json + "': expected JSON", e);
    }
  }

  private static PipelineStatus pipeline(JsonNode node) {
    return new PipelineStatus(
        text(node, "pipeline"),
        PipelineState.valueOf(text(node, "state")),
        text(node, "message"),
        list(node, "instances", StatusDocument::instance),
        list(node, "partitions", StatusDocument::partition),
        node.path("recovered").asLong(),
        list(node, "recoveries", StatusDocument::recovery),
        list(node, "risks", JsonNode::asText));
  }

  private static InstanceStatus instance(JsonNode node) {
    return new InstanceStatus(
        text(node, "id"),
        node.path("pid").asLong(),
        text(node, "host"),
        text(node, "address"),
        text(node, "state"),
        text(node, "reason"),
        node.path("failedMs").asLong(),
        node.path("declaredMs").asLong());
  }

  private static PartitionStatus partition(JsonNode node) {
    return new PartitionStatus(
        new PartitionId(text(node, "stage"), node.path("index").asInt()),
        node.path("epoch").asLong(),
        Optional.of(text(node, "owner")).filter(owner -> !owner.isEmpty()),
        list(node, "replicas", JsonNode::asText),
        text(node, "state"),
        text(node, "claim"),
        node.path("reportEpoch").asLong(),
        list(node, "positions", StatusDocument::position),
        list(node, "channels", StatusDocument::channel),
        node.path("outputOffset").asLong(),
        node.path("acknowledgedOffset").asLong(),
        node.path("inFlightBytes").asLong(),
        node.path("waitingBytes").asLong(),
        text(node, "waitsFor"));
  }

  private static PositionStatus position(JsonNode node) {
    return new PositionStatus(
        text(node, "upstream"), node.path("offset").asLong(), node.path("ended").asBoolean());
  }

  private static ChannelStatus channel(JsonNode node) {
    return new ChannelStatus(
        text(node, "target"),
        node.path("offset").asLong(),
        node.path("acknowledgedOffset").asLong());
  }

  private static RecoveryStatus recovery(JsonNode node) {
    long failedMs = node.path("failedMs").asLong();
    return new RecoveryStatus(
        text(node, "partition"),
        node.path("fromEpoch").asLong(),
        node.path("toEpoch").asLong(),
        text(node, "cause"),
        failedMs,
        since(failedMs, node.path("suspectedMs").asLong()),
        since(failedMs, node.path("declaredMs").asLong()),
        since(failedMs, node.path("claimedMs").asLong()),
        since(failedMs, node.path("installedMs").asLong()),
        since(failedMs, node.path("activatedMs").asLong()),
        since(failedMs, node.path("caughtUpMs").asLong()),
        node.path("replayed").asLong());
  }

  /** In these documents 0 is a time that has not come yet. */
  private static long since(long failedMs, long atMs) {
    return atMs == 0 ? RecoveryStatus.NOT_YET : Math.max(0, atMs - failedMs);
  }

  /** Empty for a key that is absent or null. */
  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNull() ? "" : value.asText("");
  }

  private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    node.path(key).forEach(item -> all.add(read.apply(item)));
    return all;
  }
}
