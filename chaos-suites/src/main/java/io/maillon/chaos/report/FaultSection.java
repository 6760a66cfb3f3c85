package io.maillon.chaos.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many faults of each kind there were, and how it is known. */
final class FaultSection {
  private static final int NOTICED_COLUMNS = 8;

  private final Map<String, List<FaultSpan>> byKind;
  private final Map<String, Detections.OfKind> noticed;
  private final Html html;

  /**
   * @param noticed which led to the decision that an instance is dead, by kind
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
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.leaf("th", "kind");
    for (String name :
        List.of(
            "count",
            "with evidence",
            "lasted, median",
            "longest",
            "noticed",
            "p50",
            "p99",
            "max",
            "missed",
            "spared",
            "too brief",
            "held nothing")) {
      html.leaf("th", name, "class", "n");
    }
    html.leaf("th", "evidence of the first").close().close().open("tbody");
    byKind.forEach(this::row);
    html.close().close().close().close().newLine();
  }

  private void row(String kind, List<FaultSpan> faults) {
    long fired = faults.stream().filter(FaultSpan::fired).count();
    Percentiles lasted =
        Percentiles.of(
            faults.stream().mapToLong(f -> f.toMs() - f.fromMs()).filter(t -> t > 0).toArray());
    html.open("tr").open("th", "scope", "row");
    html.open("i", "class", "swatch " + FaultColors.of(kind)).close().text(kind).close();
    html.leaf("td", Words.count(faults.size()), "class", "n");
    html.leaf("td", Words.count(fired), "class", fired == faults.size() ? "n" : "n warn");
    html.leaf("td", lasted.count() == 0 ? "–" : Words.duration(lasted.p50()), "class", "n");
    html.leaf("td", lasted.count() == 0 ? "–" : Words.duration(lasted.max()), "class", "n");
    noticed(Optional.ofNullable(noticed.get(kind)));
    String evidence =
        faults.stream()
            .filter(FaultSpan::fired)
            .map(f -> f.begin().evidence())
            .findFirst()
            .orElse("none");
    html.leaf("td", evidence, "class", "evidence").close();
  }

  /** Most kinds are not meant to be noticed as a death. */
  private void noticed(Optional<Detections.OfKind> kind) {
    if (kind.isEmpty()) {
      for (int i = 0; i < NOTICED_COLUMNS; i++) {
        html.leaf("td", "–", "class", "n");
      }
      return;
    }
    Percentiles times = kind.get().times();
    html.leaf("td", Words.count(times.count()), "class", "n");
    for (long time : new long[] {times.p50(), times.p99(), times.max()}) {
      html.leaf("td", times.count() == 0 ? "–" : Words.duration(time), "class", "n");
    }
    long missed = kind.get().missed();
    html.leaf("td", Words.count(missed), "class", missed == 0 ? "n" : "n warn");
    html.leaf("td", Words.count(kind.get().spared()), "class", "n");
    html.leaf("td", Words.count(kind.get().brief()), "class", "n");
    html.leaf("td", Words.count(kind.get().idle()), "class", "n");
  }
}
