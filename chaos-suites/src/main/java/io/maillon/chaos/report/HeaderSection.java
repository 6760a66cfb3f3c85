package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineCounts;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.Locale;

/** What ran, what came of it, and the numbers that one asks for first. */
final class HeaderSection {
  private final RunFacts facts;
  private final Judgement judgement;
  private final Html html;

  HeaderSection(RunFacts facts, Judgement judgement, Html html) {
    this.facts = facts;
    this.judgement = judgement;
    this.html = html;
  }

  void write() {
    String suite = facts.run().map(PipelineEvent.Run::suite).orElse("unknown");
    html.open("header").open("div", "class", "head").open("div");
    html.leaf("p", "chaos suite", "class", "over").leaf("h1", suite).close();
    badge(html, judgement.verdict(), "big");
    html.close();
    html.leaf("p", summary(), "class", "summary");
    html.open("dl", "class", "facts");
    facts.run().ifPresent(this::run);
    html.close();
    tiles();
    html.close().newLine();
  }

  private void run(PipelineEvent.Run run) {
    fact("pipeline", run.pipeline());
    fact("back-end", run.backend());
    fact("seed", Long.toString(run.seed()));
    fact("started", run.startedMs() > 0 ? Words.date(run.startedMs()) : "");
    fact("lasted", Words.duration(facts.toMs() - facts.fromMs()));
    fact("ended", facts.end().map(e -> e.state() + colon(e.message())).orElse("without an end"));
  }

  private static String colon(String message) {
    return message.isEmpty() ? "" : ": " + message;
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.open("div").leaf("dt", name).leaf("dd", value).close();
    }
  }

  private String summary() {
    String gaveUp = judgement.pipeline().reason();
    String reason = gaveUp.isEmpty() ? "" : "The checker gave up: " + gaveUp + ". ";
    String open = judgement.named(Verdict.UNKNOWN);
    return switch (judgement.verdict()) {
      case VALID -> holding();
      case INVALID -> reason + "The history contradicts: " + judgement.named(Verdict.INVALID) + ".";
      case UNKNOWN ->
          reason
              + "Nothing contradicts the claims, but they are not all shown"
              + (open.isEmpty() ? "." : ": " + open + ".");
    };
  }

  private String holding() {
    long idle = judgement.idle();
    return idle == 0
        ? "All " + judgement.claims() + " claims hold."
        : judgement.claims() - idle + " claims hold; for " + idle + " there was nothing to check.";
  }

  static void badge(Html html, Verdict verdict, String more) {
    String sign =
        switch (verdict) {
          case VALID -> "✓";
          case INVALID -> "✕";
          case UNKNOWN -> "?";
        };
    html.open("span", "class", "badge " + verdict.toString().toLowerCase(Locale.ROOT) + " " + more);
    html.leaf("span", sign, "aria-hidden", "true").text(" " + verdict).close();
  }

  private void tiles() {
    Throughput throughput = new Throughput(facts.samples(), facts.fromMs());
    PipelineCounts counts = judgement.pipeline().counts();
    html.open("div", "class", "tiles");
    tile(Words.count(counts.sent()), "records sent", Words.count(counts.effects()) + " effects");
    if (!throughput.stretches().isEmpty()) {
      tile(
          Words.brief(throughput.meanPerSecond()) + "/s",
          "records at the sinks",
          throughput.longestSilenceMs() == 0
              ? "without a silence"
              : "longest silence " + Words.duration(throughput.longestSilenceMs()));
    }
    if (throughput.hasLatency()) {
      tile(
          Words.duration(throughput.p50Ms()),
          "median latency",
          "worst p99 " + Words.duration(throughput.worstP99Ms()));
    }
    tile(
        Words.count(counts.faults()),
        "faults",
        Words.plural(facts.faults().size(), "kind", "kinds"));
    Phase phase = RecoverySection.shownPhase(facts.recoveries());
    Percentiles times = Percentiles.of(phase.afterFailedMs(facts.recoveries()));
    tile(
        Words.count(counts.recoveries()),
        "recoveries" + (times.count() == 0 ? "" : ", " + phase.text()),
        times.count() == 0
            ? "no times known"
            : "p50 " + Words.duration(times.p50()) + ", p99 " + Words.duration(times.p99()));
    html.close();
  }

  private void tile(String number, String name, String more) {
    html.open("div", "class", "tile").leaf("b", number).leaf("span", name).leaf("small", more);
    html.close();
  }
}
