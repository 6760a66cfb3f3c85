package io.maillon.coordinator.state;

import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.List;
import java.util.TreeMap;

/** Short names for what the tests of the state are about. */
public final class Samples {
  public static final PartitionId READ = new PartitionId("read", 0);
  public static final PartitionId WRITE = new PartitionId("write", 0);

  private Samples() {}

  /** A source and a sink of one partition each, named {@code p}. */
  public static PipelineSpec spec(int replication, LogKind log) {
    return new PipelineSpec(
        "p",
        List.of(
            stage("read", StageSpec.Kind.SOURCE, replication, log),
            stage("write", StageSpec.Kind.SINK, replication, log)),
        List.of(new LinkSpec("read", "write", Edge.FORWARD)),
        Limits.DEFAULT);
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, int replication, LogKind log) {
    return new StageSpec(name, kind, "file:x", 1, 1, replication, log, new TreeMap<>());
  }

  public static InstanceId id(String text) {
    return InstanceId.parse(text);
  }

  public static List<InstanceId> ids(String... texts) {
    return List.of(texts).stream().map(InstanceId::parse).toList();
  }

  public static Register register(String name, long session, String... carries) {
    return new Register(
        "p",
        name,
        session,
        new Address("127.0.0.1", 7000),
        "host-" + name,
        session,
        List.of(),
        false,
        ids(carries));
  }

  /** A claim on a partition that nobody owned or claimed before. */
  static Action.Granted first(PartitionId partition, String candidate, String... replicas) {
    return new Action.Granted(
        partition, 0, 0, new Claim(1, id(candidate), ids(replicas)), true, "start");
  }

  /** A claim after the one that is active. */
  static Action.Granted next(
      PartitionId partition, long activeEpoch, long newest, String candidate, String... replicas) {
    return new Action.Granted(
        partition,
        activeEpoch,
        newest,
        new Claim(newest + 1, id(candidate), ids(replicas)),
        false,
        "loss");
  }
}
