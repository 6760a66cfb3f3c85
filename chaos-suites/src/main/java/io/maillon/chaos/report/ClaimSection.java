package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.PipelineConviction;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.util.Map;

/** Every claim with its verdict, and the lines that contradict it. */
final class ClaimSection {
  private final PipelineResult result;
  private final Map<Integer, String> lines;
  private final Html html;

  /**
   * @param lines of the history that convictions name
   */
  ClaimSection(PipelineResult result, Map<Integer, String> lines, Html html) {
    this.result = result;
    this.lines = lines;
    this.html = html;
  }

  void write() {
    html.open("section").leaf("h2", "Claims");
    if (result.checks().isEmpty()) {
      html.leaf("p", "Nothing was checked: " + result.reason(), "class", "none");
    }
    html.open("ul", "class", "claims");
    result.checks().forEach(this::claim);
    html.close().close().newLine();
  }

  private void claim(CheckResult check) {
    html.open("li");
    if (isIdle(check)) {
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

  /** Valid, and that says nothing. */
  static boolean isIdle(CheckResult check) {
    return check.verdict() == Verdict.VALID && check.checked() == 0;
  }

  private static String told(CheckResult check) {
    String counted =
        check.violations() > 0
            ? Words.count(check.violations()) + " against it, of " + Words.count(check.checked())
            : Words.count(check.checked()) + " checked";
    return check.claim() + ": " + counted + (check.note().isEmpty() ? "" : "; " + check.note());
  }
}
