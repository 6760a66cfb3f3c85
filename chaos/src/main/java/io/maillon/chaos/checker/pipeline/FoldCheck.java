package io.maillon.chaos.checker.pipeline;

import java.util.Optional;

/**
 * The state of each key is the fold of the records that took effect for it, each counted once: with
 * each effect, as far as its value tells, and in the end. A key with a wrong value is convicted
 * once for its effects, for those behind it are wrong by the same amount.
 */
final class FoldCheck {
  private final Findings findings = new Findings(Claim.STATE);
  private final Fold fold;
  private final Names keys;
  private final UnsentEffects unsent;

  /** By key: the fold so far, the line of its newest effect, whether an effect was wrong. */
  private final LongColumn folded = new LongColumn();

  private final IntColumn lastLine = new IntColumn();
  private final IntColumn wrong = new IntColumn();

  /** By key: the final state, and its line. */
  private final LongColumn state = new LongColumn();

  private final IntColumn stateLine = new IntColumn();
  private long states;

  FoldCheck(Fold fold, Names keys, Room room) {
    this.fold = fold;
    this.keys = keys;
    this.unsent = new UnsentEffects(room);
  }

  /**
   * A record took effect for a key.
   *
   * @param again whether it had before
   */
  void effect(int key, SourceRecords source, int row, boolean again, String value, int line) {
    KeyEffect effect =
        new KeyEffect(key, source, row, again, !value.isEmpty(), number(value), line);
    // What a record counts, and whether it may have many effects, is known once it is sent.
    if (!unsent.isEmpty() || !source.isSent(row)) {
      unsent.add(effect);
    } else {
      fold(effect);
    }
  }

  private void fold(KeyEffect effect) {
    SourceRecords source = effect.source();
    int key = effect.key();
    if (effect.again() && !source.hasAnyEffects(effect.row())) {
      return;
    }
    long expected = folded.get(key) + (fold == Fold.COUNT ? 1 : source.value.get(effect.row()));
    folded.set(key, expected);
    if (effect.told() && wrong.get(key) == 0) {
      findings.checked();
      if (effect.value() == null || effect.value() != expected) {
        wrong.set(key, effect.line());
        wrongEffect(effect, expected);
      }
    }
    lastLine.set(key, effect.line());
  }

  private void wrongEffect(KeyEffect effect, long expected) {
    if (!findings.keeps(effect.line())) {
      findings.violation();
      return;
    }
    String found = effect.value() == null ? "no whole number" : "" + effect.value();
    findings.violation(
        "key '"
            + keys.name(effect.key())
            + "' has the value "
            + found
            + " with this effect"
            + expected(expected),
        lastLine.get(effect.key()),
        effect.line());
  }

  private String expected(long expected) {
    return ", expected the " + fold + " " + expected;
  }

  void state(int key, String value, int line) {
    states++;
    if (stateLine.get(key) != 0) {
      findings.violation(
          "key '" + keys.name(key) + "' has two final states", stateLine.get(key), line);
      return;
    }
    stateLine.set(key, line);
    Long number = number(value);
    if (number == null) {
      findings.violation(
          "key '" + keys.name(key) + "' has no whole number as its final state", line);
      stateLine.set(key, -line);
    } else {
      state.set(key, number);
    }
  }

  static Long number(String text) {
    try {
      return text.isEmpty() ? null : Long.valueOf(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  CheckResult result(Optional<Ending> ending) {
    if (fold == Fold.NONE) {
      return findings.result("no fold is known");
    }
    unsent.drain(this::fold);
    boolean done = ending.isPresent() && ending.get().event().isDone();
    if (states > 0 && done) {
      for (int key = 0; key < keys.size(); key++) {
        checkFinal(key, ending.get().line());
      }
    }
    if (states > 0 && !done) {
      return findings.unknown("the final state was not compared, the pipeline is not DONE");
    }
    return findings.hasChecked()
        ? findings.result("")
        : findings.unknown("no effect and no final state tells a value");
  }

  private void checkFinal(int key, int endLine) {
    int at = stateLine.get(key);
    if (at < 0 || (at == 0 && lastLine.get(key) == 0)) {
      return;
    }
    findings.checked();
    String name = "key '" + keys.name(key) + "' has ";
    if (at == 0) {
      findings.violation(
          name + "effects and no final state" + expected(folded.get(key)),
          lastLine.get(key),
          endLine);
    } else if (state.get(key) != folded.get(key)) {
      findings.violation(
          name + "the final state " + state.get(key) + expected(folded.get(key)),
          lastLine.get(key),
          at);
    }
  }
}
