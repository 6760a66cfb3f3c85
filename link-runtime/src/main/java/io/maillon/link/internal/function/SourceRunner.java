package io.maillon.link.internal.function;

import io.maillon.link.StageLoader;
import io.maillon.link.codec.Codec;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.StateChange;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link Source} at work: one poll per run. The position after it is state like any other, so it
 * is committed with the records, and only if it moved.
 *
 * <p>The result's timer says when to poll again. A source that is idle and polled nevertheless is
 * left alone for up to 10 ms, so that an eager caller does not spin.
 */
final class SourceRunner<O> implements PartitionFunction, SourceOutput<O> {
  private static final long IDLE_WAIT_MAX_MS = 10;

  private final Place place;
  private final long epoch;
  private final Source<O> source;
  private final UserCode code;
  private final Moment moment;
  private final Outputs outputs;
  private final UserMetrics metrics;
  private final SingleEntry position;
  private final Codec<O> codec;
  private final int fullBytes;
  private boolean ended;
  private long nextMs;

  SourceRunner(Place place, Source<O> source, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    this.place = place;
    this.source = source;
    this.metrics = metrics;
    epoch = restored.epoch();
    ended = restored.finished();
    fullBytes = place.spec().limits().batchBytes();
    position =
        new SingleEntry(
            StateKey.Kind.SOURCE_POSITION,
            new RestoredParts(restored).single(StateKey.Kind.SOURCE_POSITION));
    outputs = new Outputs(place.spec(), place.partition());
    moment = new Moment(place.partition());
    code = new UserCode(place.partition(), source.getClass().getName(), moment);
    codec = code.call(source::outputCodec);
  }

  void open() throws WorkFailedException {
    SourceContext context =
        new SourceContext(
            place.partition(),
            place.stage().partitions(),
            StageLoader.location(place.stage()),
            place.options());
    code.call(
        () -> {
          source.open(context, position.stored());
          return null;
        });
  }

  @Override
  public WorkResult run(Work work) throws WorkFailedException {
    moment.poll();
    return code.call(() -> poll(work));
  }

  @Override
  public void emit(Bytes key, O record) {
    outputs.emit(key, record, codec);
  }

  @Override
  public boolean full() {
    return outputs.bytes() >= fullBytes;
  }

  @Override
  public void finished() {}

  @Override
  public void close() {
    code.callQuietly(
        () -> {
          source.close();
          return null;
        });
    metrics.remove();
  }

  private WorkResult poll(Work work) throws Exception {
    outputs.begin(work.balancedTargets());
    List<StateChange> changes = new ArrayList<>();
    if (!ended) {
      awaitIdle();
      Poll poll = source.poll(this);
      ended = poll.ended();
      // At once is 0, not now: the caller's clock may be a little behind.
      nextMs = poll.waitMs() == 0 ? 0 : place.clockMs().getAsLong() + poll.waitMs();
      position.store(Optional.of(source.position()), changes);
    }
    if (ended) {
      nextMs = Long.MAX_VALUE;
    }
    return new WorkResult(place.partition(), epoch, 0, outputs.take(), changes, nextMs, ended);
  }

  private void awaitIdle() {
    long waitMs = Math.min(IDLE_WAIT_MAX_MS, nextMs - place.clockMs().getAsLong());
    if (nextMs > 0 && waitMs > 0) {
      LockSupport.parkNanos(waitMs * 1_000_000);
    }
  }
}
