package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.PipelineConviction;
import java.util.Map;

/** Every claim with its verdict, and the lines that contradict it. */
final class ClaimSection {
  private final Judgement judgement;
  private final Map<Integer, String> lines;
  private final Html html;

  /**
   * @param lines of the history that convictions name
   */
  ClaimSection(Judgement judgement, Map<Integer, String> lines, Html html) {
    this.judgement = judgement;
    this.lines = lines;
    this.html = html;
  }

  void write() {
    html.open("section").leaf("h2", "Claims");
    if (judgement.pipeline().checks().isEmpty()) {
      String reason = judgement.pipeline().reason();
      html.leaf("p", "Nothing was checked of the pipeline: " + reason, "class", "none");
    }
    html.open("ul", "class", "claims");
    judgement.pipeline().checks().forEach(this::claim);
    judgement.further().forEach(this::further);
    html.close().close().newLine();
  }

  private void claim(CheckResult check) {
    html.open("li");
    if (Judgement.isIdle(check)) {
      html.leaf("span", "nothing to check", "class", "badge idle");
    } else {
      HeaderSection.badge(html, check.verdict(), "");
    }
    html.open("div").open("p").leaf("b", check.claim().text());
    html.leaf("span", told(check), "class", "told").close();
    for (PipelineConviction conviction : check.convictions()) {
      html.open("div", "class", "conviction").leaf("p", conviction.text());
      html.open("pre");
      for (int line : conviction.lines()) {
        html.leaf("span", line + "  ", "class", "number");
        html.text(lines.getOrDefault(line, "") + "\n");
      }
      html.close().close();
    }
    long hidden = check.violations() - check.convictions().size();
    if (hidden > 0 && !check.convictions().isEmpty()) {
      html.leaf("p", "and " + Words.count(hidden) + " more", "class", "told");
    }
    html.close().close().newLine();
  }

  private void further(FurtherCheck check) {
    html.open("li");
    HeaderSection.badge(html, check.verdict(), "");
    html.open("div").open("p").leaf("b", check.text());
    html.leaf("span", Words.count(check.checked()) + " checked", "class", "told").close();
    if (!check.detail().isBlank()) {
      html.open("div", "class", "conviction").leaf("pre", check.detail()).close();
    }
    html.close().close().newLine();
  }

  private static String told(CheckResult check) {
    String counted =
        check.violations() > 0
            ? Words.count(check.violations()) + " against it, of " + Words.count(check.checked())
            : Words.count(check.checked()) + " checked";
    return check.claim() + ": " + counted + (check.note().isEmpty() ? "" : "; " + check.note());
  }
}
