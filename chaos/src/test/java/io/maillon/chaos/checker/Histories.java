package io.maillon.chaos.checker;

import java.util.List;
import java.util.Optional;

/** Short histories as tests write them. */
final class Histories {
  private Histories() {}

  /** Of lines such as {@code 0 :invoke :write 1}. */
  static History log(String... lines) {
    HistoryBuilder builder = new HistoryBuilder(false);
    LogHistory.read(List.of(lines).iterator(), builder);
    return builder.build();
  }

  static History edn(boolean independent, String... lines) {
    HistoryBuilder builder = new HistoryBuilder(independent);
    EdnHistory.read(List.of(lines).iterator(), builder);
    return builder.build();
  }

  static LinearizabilityResult check(String model, History history) {
    return LinearizabilityChecker.check(
        history, Models.named(model, Optional.empty()), Budget.DEFAULT);
  }

  static Verdict verdict(String model, String... lines) {
    return check(model, log(lines)).verdict();
  }
}
