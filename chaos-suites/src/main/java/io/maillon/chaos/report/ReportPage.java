package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** {@code report.html}: one page that needs nothing else, not even a script. */
final class ReportPage {
  private final RunFacts facts;
  private final Judgement judgement;
  private final Map<Integer, String> lines;
  private final Html html = new Html();

  /**
   * @param lines of the history that convictions name
   */
  ReportPage(RunFacts facts, Judgement judgement, Map<Integer, String> lines) {
    this.facts = facts;
    this.judgement = judgement;
    this.lines = lines;
  }

  String write() throws IOException {
    String suite = facts.run().map(PipelineEvent.Run::suite).orElse("unknown");
    html.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.leaf("title", judgement.verdict() + ": chaos suite " + suite);
    html.leaf("style", style()).close().newLine();
    html.open("body").open("main");
    new HeaderSection(facts, judgement, html).write();
    boolean valid = judgement.verdict() == Verdict.VALID;
    if (!valid) {
      claims();
    }
    new TimelineSection(facts, html).write();
    new RecoverySection(facts.recoveries(), html).write();
    new FaultSection(facts.faults(), facts.detections().byKind(), html).write();
    if (valid) {
      claims();
    }
    settings();
    html.close().close().close().newLine();
    return "<!DOCTYPE html>\n" + html;
  }

  /** What one wants to know next comes first. */
  private void claims() {
    new ClaimSection(judgement, lines, html).write();
  }

  private void settings() {
    html.open("footer");
    facts
        .run()
        .filter(run -> !run.settings().isEmpty())
        .ifPresent(
            run -> {
              html.leaf("h2", "Settings").open("dl", "class", "facts");
              run.settings()
                  .forEach(
                      (name, value) -> html.open("div").leaf("dt", name).leaf("dd", value).close());
              html.close();
            });
    html.open("p", "class", "hint").text("Made by Maillon from the history beside this page. ");
    html.text("To check it again: ").leaf("code", "maillon chaos check history.ndjson.gz");
    html.close().close();
  }

  /** Without quotation marks, angle brackets and ampersands: HTML keeps them escaped there. */
  private static String style() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
