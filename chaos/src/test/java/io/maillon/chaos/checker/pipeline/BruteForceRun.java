package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The claims word by word, over a list of all events, with no care for time or space. */
final class BruteForceRun {
  private final List<PipelineEvent> events;
  private final PipelineEvent.Run run;
  private final List<PipelineEvent.Sent> sent;
  private final List<PipelineEvent.Effect> effects;
  private final PipelineEvent.End end;
  private final boolean done;

  BruteForceRun(List<PipelineEvent> events) {
    this.events = events;
    this.run = (PipelineEvent.Run) events.get(0);
    this.sent = all(PipelineEvent.Sent.class);
    this.effects = all(PipelineEvent.Effect.class);
    List<PipelineEvent.End> ends = all(PipelineEvent.End.class);
    this.end = ends.isEmpty() ? null : ends.get(0);
    this.done = end != null && end.isDone();
  }

  /** What is said of a claim, and how many violations there are. */
  record Said(Verdict verdict, long violations) {
    static Said of(long violations) {
      return new Said(violations > 0 ? Verdict.INVALID : Verdict.VALID, violations);
    }

    Said orUnknown(boolean unknown) {
      return violations == 0 && unknown ? new Said(Verdict.UNKNOWN, 0) : this;
    }
  }

  Said say(Claim claim) {
    return switch (claim) {
      case LOSS -> loss();
      case PHANTOM -> phantom();
      case DUPLICATE -> duplicate();
      case ORDER -> order();
      case SUPERSEDED -> superseded();
      case OWNER -> owner();
      case TRIM -> trim();
      case STATE -> state();
      case LIVENESS -> liveness();
      case EVIDENCE -> evidence();
    };
  }

  private <T extends PipelineEvent> List<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private PipelineEvent.Sent sent(String source, long offset) {
    return sent.stream()
        .filter(s -> s.source().equals(source) && s.offset() == offset)
        .findFirst()
        .orElse(null);
  }

  private PipelineEvent.Sent sent(Input input) {
    return sent(input.source(), input.offset());
  }

  private List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    effects.forEach(
        e -> {
          inputs.add(e.input());
          inputs.addAll(e.with());
        });
    return inputs;
  }

  private Said loss() {
    Set<Input> taken = new HashSet<>(inputs());
    long lost = 0;
    long underway = 0;
    for (PipelineEvent.Sent s :
        new HashSet<>(sent.stream().map(x -> sent(x.source(), x.offset())).toList())) {
      boolean missing = false;
      for (int output = 0; output < s.effects(); output++) {
        missing |= !taken.contains(new Input(s.source(), s.offset(), output));
      }
      boolean acked =
          all(PipelineEvent.Acked.class).stream()
              .anyMatch(a -> a.source().equals(s.source()) && a.offset() >= s.offset());
      lost += missing && done ? 1 : 0;
      underway += missing && acked ? 1 : 0;
    }
    return Said.of(lost).orUnknown(sent.isEmpty() || (!done && underway > 0));
  }

  private Said phantom() {
    long never = new HashSet<>(inputs()).stream().filter(i -> sent(i) == null).count();
    long differ = sent.stream().filter(s -> !s.equals(sent(s.source(), s.offset()))).count();
    return Said.of(never + differ);
  }

  private boolean isAny(Input input) {
    return sent(input) != null && sent(input).effects() == PipelineEvent.Sent.ANY_EFFECTS;
  }

  private Said duplicate() {
    List<Input> inputs = inputs();
    long twice = 0;
    for (int i = 0; i < inputs.size(); i++) {
      twice += inputs.indexOf(inputs.get(i)) < i && !isAny(inputs.get(i)) ? 1 : 0;
    }
    long tooMany =
        new HashSet<>(inputs)
            .stream()
                .filter(i -> sent(i) != null && !isAny(i) && i.output() >= sent(i).effects())
                .count();
    return Said.of(twice + tooMany);
  }

  /** How many events have an earlier one that contradicts them. */
  private static <T> long contradicted(List<T> list, BiPredicate<T, T> by) {
    long count = 0;
    for (int i = 0; i < list.size(); i++) {
      T later = list.get(i);
      count += list.subList(0, i).stream().anyMatch(earlier -> by.test(earlier, later)) ? 1 : 0;
    }
    return count;
  }

  private Said order() {
    return Said.of(
        contradicted(
            effects,
            (a, b) ->
                a.sink().equals(b.sink())
                    && a.key().equals(b.key())
                    && a.input().source().equals(b.input().source())
                    && a.input().offset() > b.input().offset()));
  }

  private Said superseded() {
    return Said.of(
        contradicted(
                effects,
                (a, b) -> a.sink().equals(b.sink()) && b.epoch() > 0 && a.epoch() > b.epoch())
            + contradicted(
                all(PipelineEvent.Released.class),
                (a, b) -> a.partition().equals(b.partition()) && a.epoch() > b.epoch()));
  }

  private Said owner() {
    List<PipelineEvent.Owner> owners = all(PipelineEvent.Owner.class);
    long two = 0;
    for (PipelineEvent.Owner owner : owners) {
      PipelineEvent.Owner first =
          owners.stream()
              .filter(o -> o.partition().equals(owner.partition()) && o.epoch() == owner.epoch())
              .findFirst()
              .orElseThrow();
      two += first.instance().equals(owner.instance()) ? 0 : 1;
    }
    long back = 0;
    for (int i = 0; i < owners.size(); i++) {
      PipelineEvent.Owner owner = owners.get(i);
      Predicate<PipelineEvent.Owner> same = o -> o.partition().equals(owner.partition());
      boolean timed = owners.stream().filter(same).allMatch(o -> o.atMs() > 0);
      back +=
          (timed ? owners : owners.subList(0, i))
                  .stream()
                      .filter(same)
                      .anyMatch(
                          o -> o.epoch() > owner.epoch() && (!timed || o.atMs() < owner.atMs()))
              ? 1
              : 0;
    }
    return Said.of(two + back);
  }

  private Said trim() {
    long early = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof PipelineEvent.Trimmed trimmed) {
        early +=
            events.subList(0, i).stream()
                    .anyMatch(
                        e ->
                            e instanceof PipelineEvent.Acked acked
                                && acked.source().equals(trimmed.partition())
                                && acked.offset() >= trimmed.offset())
                ? 0
                : 1;
      }
    }
    return Said.of(early);
  }

  private Said state() {
    if (run.fold() == Fold.NONE) {
      return Said.of(0);
    }
    List<PipelineEvent.State> states = all(PipelineEvent.State.class);
    Map<String, Long> folds = new LinkedHashMap<>();
    long wrong = 0;
    long told = 0;
    Set<String> convicted = new HashSet<>();
    List<Input> before = new ArrayList<>();
    for (PipelineEvent.Effect effect : effects) {
      boolean again = before.contains(effect.input()) && !isAny(effect.input());
      before.add(effect.input());
      before.addAll(effect.with());
      if (!again) {
        PipelineEvent.Sent cause = sent(effect.input());
        long value =
            run.fold() == Fold.COUNT ? 1 : cause == null ? 0 : Long.parseLong(cause.value());
        long now = folds.merge(effect.key(), value, Long::sum);
        if (!effect.value().isEmpty() && !convicted.contains(effect.key())) {
          told++;
          if (!effect.value().equals("" + now)) {
            wrong++;
            convicted.add(effect.key());
          }
        }
      }
    }
    Map<String, String> last = new LinkedHashMap<>();
    for (PipelineEvent.State state : states) {
      boolean second = last.putIfAbsent(state.key(), state.value()) != null;
      wrong += second || state.value().equals("x") ? 1 : 0;
    }
    if (done && !states.isEmpty()) {
      Set<String> keys = new TreeSet<>(folds.keySet());
      keys.addAll(last.keySet());
      for (String key : keys) {
        boolean isText = "x".equals(last.get(key));
        wrong += isText || Objects.equals(last.get(key), "" + folds.getOrDefault(key, 0L)) ? 0 : 1;
        told += isText ? 0 : 1;
      }
    }
    return Said.of(wrong).orUnknown((!states.isEmpty() && !done) || told == 0);
  }

  private Said liveness() {
    if (end == null) {
      return Said.of(0).orUnknown(true);
    }
    long lastMs =
        all(PipelineEvent.Fault.class).stream()
            .map(PipelineEvent.Fault::atMs)
            .max(Comparator.naturalOrder())
            .orElse(0L);
    lastMs = Math.max(lastMs, end.inputEndedMs());
    boolean late = lastMs > 0 && end.atMs() - lastMs > run.livenessBoundMs();
    return Said.of(late || end.state().equals("FAILED") ? 1 : 0).orUnknown(!done);
  }

  private Said evidence() {
    List<PipelineEvent.Fault> begun =
        all(PipelineEvent.Fault.class).stream()
            .filter(f -> f.phase() == PipelineEvent.Fault.Phase.BEGIN)
            .toList();
    boolean shown =
        begun.stream()
            .map(PipelineEvent.Fault::kind)
            .allMatch(
                kind ->
                    begun.stream().anyMatch(f -> f.kind().equals(kind) && !f.evidence().isEmpty()));
    return Said.of(0).orUnknown(!shown);
  }
}
