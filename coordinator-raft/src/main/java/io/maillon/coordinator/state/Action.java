package io.maillon.coordinator.state;

import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.List;

/**
 * What a command does. Each names what it expects to find (compare and set): a leader that decided
 * on outdated knowledge is refused and harms nothing.
 */
public sealed interface Action {
  /** Name of the pipeline that it is about; empty = none. */
  String pipeline();

  /** Runs a pipeline. */
  record Apply(PipelineSpec spec) implements Action {
    @Override
    public String pipeline() {
      return spec.name();
    }
  }

  /**
   * Grants an incarnation to a process, and ends the former life of its name.
   *
   * @param lastIncarnation expected to be the last one granted to the name, 0 = none was; {@link
   *     #ANY} in logs of older versions
   */
  record Join(Register register, int lastIncarnation) implements Action {
    /** Nothing is expected. */
    public static final int ANY = -1;

    public Join(Register register) {
      this(register, ANY);
    }

    @Override
    public String pipeline() {
      return register.pipeline();
    }
  }

  /** Ends lives for good. */
  record DeclareDead(String pipeline, List<Death> deaths) implements Action {
    public DeclareDead {
      deaths = List.copyOf(deaths);
    }
  }

  /**
   * @param reason for people
   * @param failedMs last sign of life
   * @param suspectedMs first doubt
   * @param declaredMs decision of the leader
   */
  record Death(
      InstanceId instance, String reason, long failedMs, long suspectedMs, long declaredMs) {}

  /** Grants higher epochs to candidates. */
  record Grant(String pipeline, List<Granted> claims) implements Action {
    public Grant {
      claims = List.copyOf(claims);
    }
  }

  /**
   * @param activeEpoch expected to be in force
   * @param newestEpoch expected to be the highest granted so far
   * @param claim with a higher epoch than both
   * @param fresh whether the candidate begins with an empty log
   * @param cause for people, such as {@code crash of n4#1}
   */
  record Granted(
      PartitionId partition,
      long activeEpoch,
      long newestEpoch,
      Claim claim,
      boolean fresh,
      String cause) {}

  /** Makes claims active whose candidates have installed their log everywhere. */
  record Activate(String pipeline, List<Activation> activations) implements Action {
    public Activate {
      activations = List.copyOf(activations);
    }
  }

  /**
   * @param epoch of the newest claim
   * @param candidate who holds it
   * @param installedMs when the leader first heard that its log is installed everywhere; 0 in logs
   *     of older versions
   */
  record Activation(PartitionId partition, long epoch, InstanceId candidate, long installedMs) {}

  /** A partition's stream has ended and all its outputs are acknowledged. */
  record Finish(String pipeline, PartitionId partition, long epoch, InstanceId owner)
      implements Action {}

  /** Stable sequence numbers, all partitions together, about once a second. */
  record RecordStable(String pipeline, List<Stable> partitions) implements Action {
    public RecordStable {
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * How far a partition had come; what is known of it when all its members are gone.
   *
   * @param epoch of the configuration in which this was reported
   * @param committedIndex of its log
   * @param lastOffset of its outputs
   * @param ackedOffset up to which every target has acknowledged
   * @param replayed records sent again since the owner took office
   * @param positions of its upstream partitions
   */
  record Stable(
      PartitionId partition,
      long epoch,
      long committedIndex,
      long lastOffset,
      long ackedOffset,
      long replayed,
      List<Position> positions) {
    public Stable {
      positions = List.copyOf(positions);
    }
  }

  /** User code failed. */
  record Fail(String pipeline, String message) implements Action {}

  /** More failed than the replication covers. */
  record DeclareLoss(String pipeline, List<Loss> losses) implements Action {
    public DeclareLoss {
      losses = List.copyOf(losses);
    }
  }

  /**
   * @param activeEpoch expected to be in force
   * @param message names the offsets at risk
   */
  record Loss(PartitionId partition, long activeEpoch, String message) {}

  record Stop(String pipeline) implements Action {}

  /** An operator accepts the losses that were declared. */
  record Resume(String pipeline) implements Action {}

  /** An operator's requests will come; the session is named by the version of the state. */
  record OpenSession() implements Action {
    @Override
    public String pipeline() {
      return "";
    }
  }

  /** Reads or changes an agreed value. */
  record UseValue(String name, ValueAccess access) implements Action {
    @Override
    public String pipeline() {
      return "";
    }
  }

  /** Nothing but the time: keeps a wiped follower from waiting for an entry for ever. */
  record Tick() implements Action {
    @Override
    public String pipeline() {
      return "";
    }
  }
}
