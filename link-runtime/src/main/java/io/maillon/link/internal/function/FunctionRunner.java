package io.maillon.link.internal.function;

import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.log.StateChange;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A {@link StageFunction} at work: due timers first, then the inputs, then the last word.
 *
 * <p>A run ends early once outputs and changes reach {@link Outputs#RUN_BYTES_ENOUGH}; it takes at
 * least one input, so that timers never starve them.
 */
final class FunctionRunner<I, O> implements PartitionFunction {
  /** A commit travels in one frame. */
  private static final long COMMIT_BYTES_MAX = 14 << 20;

  private final Place place;
  private final long epoch;
  private final StageFunction<I, O> function;
  private final UserCode code;
  private final Moment moment;
  private final Outputs outputs;
  private final KeyedState state;
  private final Timers timers;
  private final UserMetrics metrics;
  private final SingleEntry endProgress;
  private final FunctionContext<O> context;
  private final Codec<I> inputCodec;

  /** Keys whose end is still to come, in reverse order; null until the end of input. */
  private List<Bytes> endingKeys;

  private boolean ended;

  FunctionRunner(Place place, StageFunction<I, O> function, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    this.place = place;
    this.function = function;
    this.metrics = metrics;
    epoch = restored.epoch();
    ended = restored.finished();
    RestoredParts parts = new RestoredParts(restored);
    state = parts.state;
    timers = parts.timers;
    endProgress =
        new SingleEntry(StateKey.Kind.END_PROGRESS, parts.single(StateKey.Kind.END_PROGRESS));
    outputs = new Outputs(place.spec(), place.partition());
    moment = new Moment(place.partition());
    code = new UserCode(place.partition(), function.getClass().getName(), moment);
    inputCodec = code.call(function::inputCodec);
    context =
        new FunctionContext<>(
            place, code.call(function::outputCodec), outputs, state, timers, moment, metrics);
  }

  void open() throws WorkFailedException {
    code.call(
        () -> {
          function.open(context);
          if (outputs.bytes() > 0 || state.changedBytes() > 0) {
            throw new IllegalStateException(
                "records or state in open: expected them in process, onTimer, onKeyEnd or onEnd");
          }
          return null;
        });
  }

  @Override
  public WorkResult run(Work work) throws WorkFailedException {
    return code.call(() -> runWork(work));
  }

  @Override
  public void finished() {}

  @Override
  public void close() {
    code.callQuietly(
        () -> {
          function.close();
          return null;
        });
    metrics.remove();
  }

  private WorkResult runWork(Work work) throws Exception {
    outputs.begin(work.balancedTargets());
    if (work.timersDue()) {
      fireTimers();
    }
    int consumed = 0;
    boolean all = true;
    for (Input input : work.inputs()) {
      int ofInput = process(input, consumed == 0);
      consumed += ofInput;
      if (ofInput < input.count() - input.skip()) {
        all = false;
        break;
      }
    }
    List<StateChange> changes = new ArrayList<>();
    if (all && work.endOfInput() && !ended) {
      ended = sayLastWord(changes);
    }
    state.takeChanges(changes);
    timers.takeChanges(changes);
    return new WorkResult(
        place.partition(),
        epoch,
        consumed,
        outputs.take(),
        changes,
        ended ? Long.MAX_VALUE : timers.nextMs(),
        ended);
  }

  private void fireTimers() throws Exception {
    long nowMs = context.nowMs();
    // Timers set meanwhile wait for the next run, or one that sets itself anew would never let go.
    for (int most = timers.size(); most > 0 && !enough(); most--) {
      Optional<Timers.Timer> due = timers.takeDue(nowMs);
      if (due.isEmpty()) {
        return;
      }
      moment.timer(due.get());
      state.key(due.get().key());
      function.onTimer(due.get().tag(), due.get().atMs(), context);
    }
  }

  /** Gives how many records were consumed, without the skipped ones. */
  private int process(Input input, boolean first) throws Exception {
    RecordFormat.Reader reader = new RecordFormat.Reader(input.records());
    for (int i = 0; i < input.skip(); i++) {
      reader.next();
    }
    int at = input.skip();
    boolean go = first || !enough();
    for (; at < input.count() && go; at++) {
      reader.next();
      moment.record(input.from(), input.firstOffset() + at, reader.key());
      state.key(reader.key());
      function.process(inputCodec.decode(reader.payload()), context);
      go = !enough();
    }
    return at - input.skip();
  }

  /** Gives whether it is all said; the rest takes another run. */
  private boolean sayLastWord(List<StateChange> changes) throws Exception {
    if (endingKeys == null) {
      endingKeys = new ArrayList<>(state.keys());
      endProgress.stored().ifPresent(last -> endingKeys.removeIf(k -> k.compareTo(last) <= 0));
      Collections.reverse(endingKeys);
    }
    while (!endingKeys.isEmpty()) {
      if (enough()) {
        return false;
      }
      Bytes key = endingKeys.remove(endingKeys.size() - 1);
      moment.keyEnd(key);
      state.key(key);
      function.onKeyEnd(context);
      if (enough()) {
        endProgress.store(Optional.of(key), changes);
      }
    }
    if (enough()) {
      return false;
    }
    moment.end();
    state.key(Bytes.EMPTY);
    function.onEnd(context);
    enough();
    endProgress.store(Optional.empty(), changes);
    return true;
  }

  private boolean enough() {
    long bytes = outputs.bytes() + state.changedBytes();
    if (bytes > COMMIT_BYTES_MAX) {
      throw new IllegalStateException(
          bytes
              + " bytes of records and changes of state from one call: expected at most "
              + COMMIT_BYTES_MAX
              + ", since they take effect together");
    }
    return bytes >= Outputs.RUN_BYTES_ENOUGH;
  }
}
