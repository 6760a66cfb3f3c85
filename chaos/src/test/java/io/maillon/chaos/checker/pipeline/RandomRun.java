package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A small history that is good by construction: a seed draws how its parts are mixed. */
final class RandomRun {
  private static final String TABLE = "table/0";

  private final Random random;
  private final Fold fold;
  private final List<List<PipelineEvent>> streams = new ArrayList<>();
  private final Map<String, Long> folded = new TreeMap<>();
  private final Set<Input> joined = new HashSet<>();
  private final boolean done;

  private RandomRun(long seed) {
    this.random = new Random(seed);
    this.fold = List.of(Fold.values()).get(random.nextInt(3));
    this.done = random.nextInt(8) > 0;
  }

  static List<PipelineEvent> good(long seed) {
    return new RandomRun(seed).events();
  }

  private List<PipelineEvent> events() {
    List<PipelineEvent.Sent> sent = new ArrayList<>(sent("orders/0"));
    sent.addAll(sent("orders/1"));
    List<PipelineEvent.Sent> table = List.of(any(5), any(6));
    List<PipelineEvent> effects = effects(sent);
    int effectsMax = done ? effects.size() : random.nextInt(effects.size() + 1);
    boolean sentFirst = random.nextInt(3) == 0;
    List<PipelineEvent> events = new ArrayList<>();
    events.add(
        new PipelineEvent.Run(
            "random", "none", 0, "p", 1000, fold, true, 500, List.of(), Map.of()));
    if (sentFirst) {
      events.addAll(table);
      events.addAll(sent);
    } else {
      streams.add(new ArrayList<>(table));
      streams.add(new ArrayList<>(sent));
    }
    streams.add(new ArrayList<>(effects.subList(0, effectsMax)));
    partitions(sent);
    faults();
    merge(events);
    states(events);
    if (random.nextInt(20) > 0) {
      String state = done ? "DONE" : random.nextBoolean() ? "FAILED" : "RUNNING";
      events.add(new PipelineEvent.End(state, "", 1600, random.nextBoolean() ? 1300 : 0));
    }
    return events;
  }

  private static PipelineEvent.Sent any(long offset) {
    return new PipelineEvent.Sent(TABLE, offset, "t", "7", PipelineEvent.Sent.ANY_EFFECTS);
  }

  private List<PipelineEvent.Sent> sent(String source) {
    List<PipelineEvent.Sent> sent = new ArrayList<>();
    long offset = random.nextInt(3) * 7L;
    for (int i = random.nextInt(5) + 1; i > 0; i--) {
      int effects = random.nextInt(5) == 0 ? random.nextInt(3) : 1;
      String key = "k" + random.nextInt(3);
      sent.add(new PipelineEvent.Sent(source, offset, key, "" + (random.nextInt(9) - 4), effects));
      offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(12) : 0);
    }
    return sent;
  }

  /** In the order of each source; a record may consume one of the other source on its way. */
  private List<PipelineEvent> effects(List<PipelineEvent.Sent> sent) {
    List<PipelineEvent> effects = new ArrayList<>();
    Map<String, Long> epochs = new HashMap<>();
    List<List<PipelineEvent>> bySource = new ArrayList<>();
    for (String source : List.of("orders/0", "orders/1")) {
      bySource.add(new ArrayList<>(sent.stream().filter(s -> s.source().equals(source)).toList()));
    }
    List<PipelineEvent> order = new ArrayList<>();
    merge(bySource, order);
    for (int i = 0; i < order.size(); i++) {
      PipelineEvent.Sent record = (PipelineEvent.Sent) order.get(i);
      for (int output = 0; output < record.effects(); output++) {
        Input input = new Input(record.source(), record.offset(), output);
        if (!joined.contains(input)) {
          effects.add(effect(record, input, epochs, order.subList(i + 1, order.size())));
        }
      }
    }
    return effects;
  }

  private PipelineEvent effect(
      PipelineEvent.Sent record, Input input, Map<String, Long> epochs, List<PipelineEvent> later) {
    String sink = "write/" + (record.key().equals("k0") ? 0 : 1);
    long epoch = epochs.merge(sink, random.nextInt(4) == 0 ? 1L : 0L, Long::sum);
    long value = fold == Fold.COUNT ? 1 : Long.parseLong(record.value());
    long now = folded.merge(record.key(), value, Long::sum);
    boolean told = fold != Fold.NONE && random.nextInt(4) > 0;
    List<Input> with = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      with.add(new Input(TABLE, 5 + random.nextInt(2), 0));
    }
    if (!later.isEmpty() && random.nextInt(5) == 0) {
      PipelineEvent.Sent other = (PipelineEvent.Sent) later.get(random.nextInt(later.size()));
      Input partner = new Input(other.source(), other.offset(), 0);
      if (other.effects() == 1 && joined.add(partner)) {
        with.add(partner);
      }
    }
    return new PipelineEvent.Effect(sink, epoch, record.key(), input, with, told ? "" + now : "");
  }

  private void partitions(List<PipelineEvent.Sent> sent) {
    for (String source : List.of("orders/0", "orders/1")) {
      List<PipelineEvent> events = new ArrayList<>();
      long epoch = 0;
      long atMs = random.nextInt(4) == 0 ? 0 : 1000;
      for (PipelineEvent.Sent record : sent) {
        if (record.source().equals(source) && random.nextBoolean()) {
          epoch += random.nextInt(2);
          atMs += atMs == 0 ? 0 : random.nextInt(5);
          events.add(new PipelineEvent.Owner(source, epoch, "w" + epoch, atMs));
          events.add(new PipelineEvent.Released(source, epoch, record.offset()));
          events.add(new PipelineEvent.Acked(source, record.offset()));
          events.add(new PipelineEvent.Trimmed(source, record.offset()));
        }
      }
      streams.add(events);
    }
  }

  private void faults() {
    List<PipelineEvent> faults = new ArrayList<>();
    for (int id = 0; id < random.nextInt(3); id++) {
      String kind = random.nextBoolean() ? "kill" : "cut";
      faults.add(fault(id, kind, PipelineEvent.Fault.Phase.BEGIN, 1100 + id));
      if (random.nextBoolean()) {
        faults.add(fault(id, kind, PipelineEvent.Fault.Phase.END, 1200 + id));
      }
    }
    streams.add(faults);
  }

  private static PipelineEvent fault(
      long id, String kind, PipelineEvent.Fault.Phase phase, long atMs) {
    return new PipelineEvent.Fault(id, kind, List.of("w1"), 0, phase, "seen", atMs);
  }

  private void states(List<PipelineEvent> events) {
    if (fold == Fold.NONE || random.nextInt(3) == 0) {
      return;
    }
    folded.forEach((key, value) -> events.add(new PipelineEvent.State(key, "" + value)));
  }

  private void merge(List<PipelineEvent> into) {
    merge(streams, into);
  }

  private void merge(List<List<PipelineEvent>> from, List<PipelineEvent> into) {
    from.removeIf(List::isEmpty);
    while (!from.isEmpty()) {
      List<PipelineEvent> stream = from.get(random.nextInt(from.size()));
      into.add(stream.remove(0));
      from.removeIf(List::isEmpty);
    }
  }
}
