package io.maillon.coordinator.state;

import io.maillon.protocol.control.PipelineState;
import java.nio.ByteBuffer;
import java.util.List;

/** A whole state as bytes, for snapshots. */
final class StateCodec {
  private static final int VERSION = 2;

  /** Of before there were sessions, values, and times of installation. */
  private static final int FORMER_VERSION = 1;

  private StateCodec() {}

  static byte[] encode(ClusterState state) {
    BinaryOut out = new BinaryOut();
    out.int8(VERSION);
    out.int64(state.version());
    out.int64(state.nowMs());
    out.list(state.pipelines(), p -> pipeline(out, p));
    out.list(
        state.values().texts().entrySet(),
        e -> {
          out.text(e.getKey());
          out.text(e.getValue());
        });
    out.list(
        state.sessions().all().entrySet(),
        e -> {
          out.int64(e.getKey());
          out.int64(e.getValue().requestId());
          out.reply(e.getValue().reply());
        });
    return out.toBytes();
  }

  static ClusterState decode(byte[] dump) {
    BinaryIn in = new BinaryIn(ByteBuffer.wrap(dump));
    int version = in.int8();
    if (version != VERSION && version != FORMER_VERSION) {
      throw new IllegalArgumentException(
          "snapshot version " + version + ": expected " + FORMER_VERSION + " or " + VERSION);
    }
    ClusterState state = new ClusterState();
    state.restore(in.int64(), in.int64());
    in.list(() -> pipeline(in, version)).forEach(state::put);
    if (version == FORMER_VERSION) {
      // Requests of before belong to no session: a repeat of one is refused.
      in.list(() -> List.of(in.int64(), in.int64(), in.formerReply()));
    } else {
      in.list(() -> state.values().texts().put(in.text(), in.text()));
      in.list(() -> state.sessions().remember(in.int64(), in.int64(), in.reply()));
    }
    in.end();
    return state;
  }

  private static void pipeline(BinaryOut out, PipelineRecord p) {
    out.spec(p.spec());
    out.text(p.state().name());
    out.text(p.message());
    out.list(p.partitions(), r -> partition(out, r));
    out.list(p.instances(), i -> instance(out, i));
    out.list(
        p.incarnations().entrySet(),
        e -> {
          out.text(e.getKey());
          out.int32(e.getValue());
        });
    out.int64(p.recovered());
    out.list(p.recoveries(), r -> recovery(out, r));
  }

  private static PipelineRecord pipeline(BinaryIn in, int version) {
    PipelineRecord pipeline = new PipelineRecord(in.spec());
    pipeline.enter(PipelineState.valueOf(in.text()), in.text());
    in.list(() -> partition(in)).forEach(pipeline::put);
    in.list(() -> instance(in)).forEach(pipeline::putInstance);
    in.list(() -> pipeline.incarnations().put(in.text(), in.int32()));
    pipeline.restoreRecoveries(in.int64(), in.list(() -> recovery(in, version)));
    return pipeline;
  }

  private static void partition(BinaryOut out, PartitionRecord r) {
    out.partition(r.partition());
    out.configuration(r.active());
    out.int64(r.newestEpoch());
    out.optional(r.claim(), out::claim);
    out.bool(r.fresh());
    out.bool(r.finished());
    out.optional(r.loss(), out::text);
    out.bool(r.lossAccepted());
    out.stable(r.stable());
  }

  private static PartitionRecord partition(BinaryIn in) {
    return new PartitionRecord(
        in.partition(),
        in.configuration(),
        in.int64(),
        in.optional(in::claim),
        in.bool(),
        in.bool(),
        in.optional(in::text),
        in.bool(),
        in.stable());
  }

  private static void instance(BinaryOut out, InstanceRecord i) {
    out.instance(i.id());
    out.register(i.register());
    out.bool(i.alive());
    out.text(i.endReason());
    out.int64(i.joinedMs());
    out.int64(i.failedMs());
    out.int64(i.suspectedMs());
    out.int64(i.declaredMs());
  }

  private static InstanceRecord instance(BinaryIn in) {
    return new InstanceRecord(
        in.instance(),
        in.register(),
        in.bool(),
        in.text(),
        in.int64(),
        in.int64(),
        in.int64(),
        in.int64());
  }

  private static void recovery(BinaryOut out, RecoveryRecord r) {
    out.partition(r.partition());
    out.text(r.cause());
    out.int64(r.fromEpoch());
    out.int64(r.toEpoch());
    out.instance(r.owner());
    out.int64(r.failedMs());
    out.int64(r.suspectedMs());
    out.int64(r.declaredMs());
    out.int64(r.claimedMs());
    out.int64(r.installedMs());
    out.int64(r.activatedMs());
    out.int64(r.caughtUpMs());
    out.int64(r.replayed());
  }

  private static RecoveryRecord recovery(BinaryIn in, int version) {
    return new RecoveryRecord(
        in.partition(),
        in.text(),
        in.int64(),
        in.int64(),
        in.instance(),
        in.int64(),
        in.int64(),
        in.int64(),
        in.int64(),
        version < 2 ? 0 : in.int64(),
        in.int64(),
        in.int64(),
        in.int64());
  }
}
