package io.maillon.link.internal.function;

import io.maillon.link.codec.Codec;
import io.maillon.link.sink.Sink;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.log.StateChange;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Sink} at work: writes the inputs, flushes, and gives the mark as state, so that it is
 * committed with the input it stands for.
 */
final class SinkRunner<I> implements PartitionFunction {
  private final Place place;
  private final long epoch;
  private final Sink<I> sink;
  private final UserCode code;
  private final Moment moment;
  private final UserMetrics metrics;
  private final SingleEntry mark;
  private final Codec<I> codec;
  private final WritingContext context;
  private Map<PartitionId, Long> storedPositions = Map.of();

  SinkRunner(Place place, Sink<I> sink, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    this.place = place;
    this.sink = sink;
    this.metrics = metrics;
    epoch = restored.epoch();
    mark =
        new SingleEntry(
            StateKey.Kind.SINK_MARK, new RestoredParts(restored).single(StateKey.Kind.SINK_MARK));
    moment = new Moment(place.partition());
    code = new UserCode(place.partition(), sink.getClass().getName(), moment);
    codec = code.call(sink::inputCodec);
    context = new WritingContext(place, epoch, moment, metrics);
  }

  void open() throws WorkFailedException {
    storedPositions =
        code.call(
            () -> {
              sink.open(context, mark.stored());
              return Map.copyOf(sink.storedPositions());
            });
  }

  @Override
  public WorkResult run(Work work) throws WorkFailedException {
    return code.call(() -> write(work));
  }

  @Override
  public void finished() throws WorkFailedException {
    moment.finish();
    code.call(
        () -> {
          sink.finish();
          return null;
        });
  }

  @Override
  public void close() {
    code.callQuietly(
        () -> {
          sink.close();
          return null;
        });
    metrics.remove();
  }

  private WorkResult write(Work work) throws Exception {
    int consumed = 0;
    for (Input input : work.inputs()) {
      write(input);
      consumed += input.count() - input.skip();
    }
    moment.flush();
    Bytes newMark = sink.flush();
    List<StateChange> changes = new ArrayList<>();
    mark.store(newMark.isEmpty() ? Optional.empty() : Optional.of(newMark), changes);
    return new WorkResult(
        place.partition(), epoch, consumed, List.of(), changes, Long.MAX_VALUE, work.endOfInput());
  }

  private void write(Input input) throws Exception {
    long stored = storedPositions.getOrDefault(input.from(), 0L);
    RecordFormat.Reader reader = new RecordFormat.Reader(input.records());
    for (int i = 0; i < input.count(); i++) {
      reader.next();
      long offset = input.firstOffset() + i;
      if (i >= input.skip() && offset > stored) {
        moment.record(input.from(), offset, reader.key());
        sink.write(codec.decode(reader.payload()), context);
      }
    }
  }
}
