package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.List;
import java.util.Locale;

/** What a recovery goes through after the failure, in this order. */
enum Phase {
  SUSPECTED("suspected"),
  DECLARED("declared dead"),
  CLAIMED("claimed"),
  INSTALLED("installed"),
  ACTIVATED("activated"),
  FIRST_OUTPUT("first output"),
  CAUGHT_UP("caught up");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** When a recovery came to this phase, 0 = not known. */
  private long atMs(PipelineEvent.Recovery recovery) {
    return switch (this) {
      case SUSPECTED -> recovery.suspectedMs();
      case DECLARED -> recovery.declaredMs();
      case CLAIMED -> recovery.claimedMs();
      case INSTALLED -> recovery.installedMs();
      case ACTIVATED -> recovery.activatedMs();
      case FIRST_OUTPUT -> recovery.firstOutputMs();
      case CAUGHT_UP -> recovery.caughtUpMs();
    };
  }

  String text() {
    return text;
  }

  /** As in result.json: {@code firstOutput}. */
  String key() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_", 2);
    return words.length == 1
        ? words[0]
        : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
  }

  /** Times from the failure to this phase, of the recoveries of which both are known. */
  long[] afterFailedMs(List<PipelineEvent.Recovery> recoveries) {
    return recoveries.stream()
        .filter(r -> r.failedMs() > 0 && atMs(r) > 0)
        .mapToLong(r -> Math.max(0, atMs(r) - r.failedMs()))
        .toArray();
  }
}
