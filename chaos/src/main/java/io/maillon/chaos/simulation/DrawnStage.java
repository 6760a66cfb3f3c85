package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.log.StateChange;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The code of one partition of a drawn pipeline: a source that counts up, a function that stamps
 * and may count or hold, or a sink that writes each record into its state.
 *
 * <p>The sink's state stands for a file that keeps the position with the data: what is in a
 * committed state is what was written.
 */
final class DrawnStage implements StageCode {
  private static final int POLL_MAX = 4;
  private static final int HELD_MAX_MS = 60;

  /** State that makes an image of three chunks. */
  private static final int BULKS = 6;

  private static final Bytes BULK = Bytes.wrap(new byte[100_000]);
  private static final Bytes PLACE = Bytes.utf8("place");

  private final World world;
  private final Office office;
  private final Chance chance;
  private final PipelineSpec spec;
  private final StageSpec stage;
  private final PartitionId partition;
  private final Map<Bytes, Bytes> state;
  private final Paths paths;
  private final Holding holding;

  DrawnStage(World world, Office office) {
    this.world = world;
    this.office = office;
    chance = office.chance();
    spec = world.swarm().spec();
    partition = office.partition();
    stage = spec.stage(partition.stage());
    state = office.restored().entries();
    paths = new Paths(spec);
    holding = new Holding(state, office.nowMs() + HELD_MAX_MS);
  }

  @Override
  public WorkResult run(Work work) {
    Emission out = new Emission(spec, partition, work.balancedTargets());
    Map<Bytes, Optional<Bytes>> changes = new TreeMap<>();
    if (stage.kind() == StageSpec.Kind.SOURCE) {
      boolean ended = poll(out, changes);
      return result(0, out, changes, ended);
    }
    int given = work.inputs().stream().mapToInt(i -> i.count() - i.skip()).sum();
    boolean partly = given > 1 && !work.endOfInput() && chance.percent(20);
    int limit = partly ? chance.between(1, given) : given;
    int consumed = 0;
    for (Input input : work.inputs()) {
      int take = Math.min(limit - consumed, input.count() - input.skip());
      consume(input, take, out, changes);
      consumed += take;
    }
    if (stage.implementation().equals(PipelineDraw.HOLDING)) {
      if (work.timersDue() || work.endOfInput()) {
        long upToMs = work.endOfInput() ? Long.MAX_VALUE : office.nowMs();
        holding.release(upToMs, changes, out::emit);
      }
    } else if (world.swarm().bulky()) {
      swell(changes);
    }
    return result(consumed, out, changes, work.endOfInput());
  }

  private void swell(Map<Bytes, Optional<Bytes>> changes) {
    for (int i = 0; i < BULKS; i++) {
      Bytes name = Bytes.utf8("bulk " + i);
      if (!state.containsKey(name)) {
        put(changes, name, BULK);
        return;
      }
    }
  }

  @Override
  public long nextTimerMs() {
    return holding.nextMs();
  }

  private boolean poll(Emission out, Map<Bytes, Optional<Bytes>> changes) {
    int place = number(state.get(PLACE));
    int until = Math.min(world.records(), place + chance.between(0, POLL_MAX));
    int source = Item.source(spec, partition);
    for (int i = place + 1; i <= until; i++) {
      Bytes key = Bytes.utf8("k" + i % world.swarm().keys());
      Item item = new Item(source, i, 0, 0, new long[] {chance.number()});
      out.emit(key, item.encode(padding()));
    }
    if (until > place) {
      put(changes, PLACE, number(until));
    }
    return until == world.records();
  }

  private void consume(Input input, int take, Emission out, Map<Bytes, Optional<Bytes>> changes) {
    RecordFormat.Reader reader = new RecordFormat.Reader(input.records());
    for (int i = 0; i < input.skip(); i++) {
      reader.next();
    }
    for (int i = 0; i < take; i++) {
      if (!reader.next()) {
        throw new Violation(4, partition + ": batch of " + input.from() + " ends early");
      }
      Item item = Item.decode(reader.payload());
      int path =
          paths.after(item.path(), input.from().stage(), partition.stage(), partition.index());
      process(item.onPath(path), reader.key(), out, changes);
    }
  }

  private void process(Item item, Bytes key, Emission out, Map<Bytes, Optional<Bytes>> changes) {
    if (stage.kind() == StageSpec.Kind.SINK) {
      write(item, key, changes);
      return;
    }
    Item result = item;
    if (stage.implementation().equals(PipelineDraw.COUNTING)) {
      int count = number(state.get(key)) + 1;
      put(changes, key.compact(), number(count));
      result = item.counted(count);
    }
    Bytes payload = result.stamped(chance.number()).encode(padding());
    if (stage.implementation().equals(PipelineDraw.HOLDING)) {
      holding.hold(key, payload, office.nowMs() + chance.between(5, HELD_MAX_MS), changes);
    } else {
      out.emit(key, payload);
    }
  }

  private void write(Item item, Bytes key, Map<Bytes, Optional<Bytes>> changes) {
    Bytes name = Bytes.utf8("w" + item.name());
    if (state.containsKey(name)) {
      put(changes, Bytes.utf8("twice " + item.name()), Bytes.EMPTY);
    }
    int place = number(state.get(PLACE)) + 1;
    put(changes, PLACE, number(place));
    put(changes, name, Written.encode(place, key, item));
  }

  private void put(Map<Bytes, Optional<Bytes>> changes, Bytes key, Bytes value) {
    state.put(key, value);
    changes.put(key, Optional.of(value));
  }

  private WorkResult result(
      int consumed, Emission out, Map<Bytes, Optional<Bytes>> changes, boolean ended) {
    return new WorkResult(
        partition,
        office.restored().epoch(),
        consumed,
        out.drafts(),
        changes.entrySet().stream().map(e -> new StateChange(e.getKey(), e.getValue())).toList(),
        holding.nextMs(),
        ended);
  }

  private int padding() {
    return chance.between(0, world.swarm().paddingMax());
  }

  private static int number(Bytes bytes) {
    return bytes == null ? 0 : bytes.asBuffer().getInt();
  }

  private static Bytes number(int value) {
    return Bytes.wrap(ByteBuffer.allocate(4).putInt(value).array());
  }

  /** Where a link leads a key. */
  static int target(LinkSpec link, Bytes key, int partitions) {
    return Math.floorMod(key.hashCode(), partitions);
  }
}
