package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes one event of a history, or takes it away, repeats it or moves it. */
final class Mutation {
  private final Random random;

  private Mutation(long seed) {
    this.random = new Random(seed);
  }

  /** The run event stays where it is. */
  static List<PipelineEvent> of(List<PipelineEvent> events, long seed) {
    return new Mutation(seed).mutated(new ArrayList<>(events));
  }

  private List<PipelineEvent> mutated(List<PipelineEvent> events) {
    if (events.size() < 2) {
      return events;
    }
    int at = 1 + random.nextInt(events.size() - 1);
    int to = 1 + random.nextInt(events.size() - 1);
    switch (random.nextInt(6)) {
      case 0 -> events.remove(at);
      case 1 -> events.add(to, events.get(at));
      case 2 -> events.add(to, events.remove(at));
      default -> events.set(at, changed(events.get(at)));
    }
    return events;
  }

  private PipelineEvent changed(PipelineEvent event) {
    long by = random.nextBoolean() ? 1 : -1;
    if (event instanceof PipelineEvent.Sent e) {
      return switch (random.nextInt(3)) {
        case 0 ->
            new PipelineEvent.Sent(
                e.source(), Math.max(0, e.offset() + by), e.key(), e.value(), e.effects());
        case 1 ->
            new PipelineEvent.Sent(e.source(), e.offset(), e.key(), "" + (by + 7), e.effects());
        default ->
            new PipelineEvent.Sent(
                e.source(), e.offset(), e.key(), e.value(), random.nextInt(4) - 1);
      };
    } else if (event instanceof PipelineEvent.Effect e) {
      return changed(e, by);
    } else if (event instanceof PipelineEvent.Acked e) {
      return new PipelineEvent.Acked(e.source(), Math.max(0, e.offset() + 4 * by));
    } else if (event instanceof PipelineEvent.Owner e) {
      return new PipelineEvent.Owner(
          e.partition(),
          Math.max(0, e.epoch() + by),
          random.nextBoolean() ? e.instance() : "x",
          e.atMs() + by);
    } else if (event instanceof PipelineEvent.Released e) {
      return new PipelineEvent.Released(e.partition(), Math.max(0, e.epoch() + by), e.offset());
    } else if (event instanceof PipelineEvent.Trimmed e) {
      return new PipelineEvent.Trimmed(e.partition(), Math.max(0, e.offset() + by));
    } else if (event instanceof PipelineEvent.State e) {
      return random.nextInt(4) == 0
          ? new PipelineEvent.State(e.key(), "x")
          : new PipelineEvent.State(e.key() + (by > 0 ? "" : "x"), "" + (by + 1));
    } else if (event instanceof PipelineEvent.Fault e) {
      return new PipelineEvent.Fault(
          e.id(), e.kind(), e.nodes(), 0, e.phase(), by > 0 ? "" : "x", e.atMs() + 100 * by);
    } else if (event instanceof PipelineEvent.End e) {
      String state = List.of("DONE", "FAILED", "RUNNING").get(random.nextInt(3));
      return new PipelineEvent.End(state, e.message(), e.atMs() + 500 * by, e.inputEndedMs());
    }
    return event;
  }

  private PipelineEvent changed(PipelineEvent.Effect e, long by) {
    Input input = e.input();
    String value = e.value().isEmpty() ? "" : "" + (Long.parseLong(e.value()) + by);
    return switch (random.nextInt(6)) {
      case 0 -> new PipelineEvent.Effect(e.sink(), e.epoch(), "k1", input, e.with(), e.value());
      case 1 ->
          new PipelineEvent.Effect(
              e.sink(), Math.max(0, e.epoch() + by), e.key(), input, e.with(), e.value());
      case 2 ->
          new PipelineEvent.Effect(
              e.sink(),
              e.epoch(),
              e.key(),
              new Input(input.source(), input.offset(), input.output() + 1),
              e.with(),
              e.value());
      case 3 -> new PipelineEvent.Effect(e.sink(), e.epoch(), e.key(), input, e.with(), value);
      case 4 ->
          new PipelineEvent.Effect(
              e.sink(), e.epoch(), e.key(), input, List.of(new Input("orders/0", 1, 0)), e.value());
      default ->
          new PipelineEvent.Effect(
              e.sink(),
              e.epoch(),
              e.key(),
              new Input(input.source(), Math.max(0, input.offset() + by), input.output()),
              e.with(),
              e.value());
    };
  }
}
