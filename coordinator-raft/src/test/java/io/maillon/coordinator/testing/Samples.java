package io.maillon.coordinator.testing;

import io.maillon.coordinator.state.Action;
import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.Collections;
import java.util.List;

/** Names and small values that the tests of state and leader share. */
public final class Samples {
  private Samples() {}

  public static final PartitionId P0 = new PartitionId("mid", 0);
  public static final PartitionId P1 = new PartitionId("mid", 1);
  public static final InstanceId N0 = new InstanceId("p-0", 1);
  public static final InstanceId N1 = new InstanceId("p-1", 1);
  public static final InstanceId N2 = new InstanceId("p-2", 1);

  /** One stage of two partitions; not sound as a pipeline, which the state does not mind. */
  public static PipelineSpec spec(int replication, LogKind log) {
    StageSpec mid =
        new StageSpec(
            "mid", StageSpec.Kind.FUNCTION, "F", 2, 2, replication, log, Collections.emptyMap());
    return new PipelineSpec("p", List.of(mid), List.of(), Limits.DEFAULT);
  }

  public static Register register(String name, long session, InstanceId... carries) {
    return new Register(
        "p",
        name,
        session,
        new Address("h", 7000),
        "h",
        session,
        List.of(),
        false,
        List.of(carries));
  }

  public static Action.Grant grant(
      PartitionId p, long active, long newest, long epoch, InstanceId to, InstanceId... replicas) {
    Claim claim = new Claim(epoch, to, List.of(replicas));
    return new Action.Grant(
        "p", List.of(new Action.Granted(p, active, newest, claim, active == 0, "test")));
  }

  public static Action.Activate activate(PartitionId p, long epoch, InstanceId candidate) {
    return new Action.Activate("p", List.of(new Action.Activation(p, epoch, candidate, 0)));
  }

  public static Action.DeclareDead dead(InstanceId id) {
    return new Action.DeclareDead("p", List.of(new Action.Death(id, "crash", 1, 2, 3)));
  }

  public static Action.DeclareLoss loss(PartitionId p, long epoch) {
    return new Action.DeclareLoss("p", List.of(new Action.Loss(p, epoch, "all gone")));
  }
}
