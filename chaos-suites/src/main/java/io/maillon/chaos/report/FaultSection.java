package io.maillon.chaos.report;

import java.util.List;
import java.util.Map;

/** How many faults of each kind there were, how it is known, and how soon they were noticed. */
final class FaultSection {
  private final Map<String, List<FaultSpan>> byKind;
  private final Map<String, Detections.OfKind> noticed;
  private final Html html;

  /**
   * @param noticed which led to the decision that an instance is dead, by kind; most kinds are not
   *     meant to
   */
  FaultSection(
      Map<String, List<FaultSpan>> byKind, Map<String, Detections.OfKind> noticed, Html html) {
    this.byKind = byKind;
    this.noticed = noticed;
    this.html = html;
  }

  void write() {
    html.open("section").leaf("h2", "Faults");
    if (byKind.isEmpty()) {
      html.leaf("p", "No fault was injected.", "class", "none").close();
      return;
    }
    head(
        List.of("count", "with evidence", "lasted, median", "longest"),
        List.of("evidence of the first"));
    byKind.forEach(this::row);
    html.close().close().close();
    if (!noticed.isEmpty()) {
      html.leaf("h3", "Noticed");
      head(
          List.of("noticed", "p50", "p99", "max", "missed", "spared", "too brief", "held nothing"),
          List.of());
      noticed.forEach(this::noticed);
      html.close().close().close();
    }
    html.close().newLine();
  }

  private void head(List<String> numbers, List<String> texts) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.leaf("th", "kind");
    numbers.forEach(name -> html.leaf("th", name, "class", "n"));
    texts.forEach(name -> html.leaf("th", name));
    html.close().close().open("tbody");
  }

  private void kind(String kind) {
    html.open("tr").open("th", "scope", "row");
    html.open("i", "class", "swatch " + FaultColors.of(kind)).close().text(kind).close();
  }

  private void row(String kind, List<FaultSpan> faults) {
    long fired = faults.stream().filter(FaultSpan::fired).count();
    Percentiles lasted =
        Percentiles.of(
            faults.stream().mapToLong(f -> f.toMs() - f.fromMs()).filter(t -> t > 0).toArray());
    kind(kind);
    html.leaf("td", Words.count(faults.size()), "class", "n");
    html.leaf("td", Words.count(fired), "class", fired == faults.size() ? "n" : "n warn");
    html.leaf("td", lasted.count() == 0 ? "–" : Words.duration(lasted.p50()), "class", "n");
    html.leaf("td", lasted.count() == 0 ? "–" : Words.duration(lasted.max()), "class", "n");
    String evidence =
        faults.stream()
            .filter(FaultSpan::fired)
            .map(f -> f.begin().evidence())
            .findFirst()
            .orElse("none");
    html.leaf("td", evidence, "class", "evidence").close();
  }

  private void noticed(String kind, Detections.OfKind found) {
    Percentiles times = found.times();
    kind(kind);
    html.leaf("td", Words.count(times.count()), "class", "n");
    for (long time : new long[] {times.p50(), times.p99(), times.max()}) {
      html.leaf("td", times.count() == 0 ? "–" : Words.duration(time), "class", "n");
    }
    html.leaf("td", Words.count(found.missed()), "class", found.missed() == 0 ? "n" : "n warn");
    html.leaf("td", Words.count(found.spared()), "class", "n");
    html.leaf("td", Words.count(found.brief()), "class", "n");
    html.leaf("td", Words.count(found.idle()), "class", "n").close();
  }
}
