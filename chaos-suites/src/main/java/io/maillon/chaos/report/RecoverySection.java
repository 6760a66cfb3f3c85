package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long recoveries took, by phase; all times count from the failure. */
final class RecoverySection {
  private static final int BINS = 24;

  private final List<PipelineEvent.Recovery> recoveries;
  private final Html html;

  RecoverySection(List<PipelineEvent.Recovery> recoveries, Html html) {
    this.recoveries = recoveries;
    this.html = html;
  }

  /** The phase that says best how long nothing came: the first of these that is known. */
  static Phase shownPhase(List<PipelineEvent.Recovery> recoveries) {
    return Stream.of(Phase.FIRST_OUTPUT, Phase.ACTIVATED, Phase.CAUGHT_UP)
        .filter(phase -> phase.afterFailedMs(recoveries).length > 0)
        .findFirst()
        .orElse(Phase.FIRST_OUTPUT);
  }

  void write() {
    html.open("section").leaf("h2", "Recoveries");
    if (recoveries.isEmpty()) {
      html.leaf("p", "No partition had to move.", "class", "none").close();
      return;
    }
    long replayed = recoveries.stream().mapToLong(PipelineEvent.Recovery::replayed).sum();
    html.leaf(
        "p",
        Words.plural(recoveries.size(), "recovery", "recoveries")
            + "; "
            + Words.plural(replayed, "record", "records")
            + " replayed. Times count from the last sign of life of the member that failed.",
        "class",
        "hint");
    table();
    histogram(shownPhase(recoveries));
    html.close().newLine();
  }

  private void table() {
    long longest = 1;
    for (Phase phase : Phase.values()) {
      longest = Math.max(longest, Percentiles.of(phase.afterFailedMs(recoveries)).max());
    }
    Scale scale = Scale.logarithmic(1, (double) longest);
    html.open("div", "class", "scroll").open("table", "class", "phases").open("thead");
    html.open("tr").leaf("th", "phase");
    for (String name : List.of("count", "p50", "p99", "max")) {
      html.leaf("th", name, "class", "n");
    }
    html.leaf("th", "1 ms to " + Words.duration(scale.value(1)) + ", logarithmic", "class", "wide");
    html.close().close().open("tbody");
    for (Phase phase : Phase.values()) {
      row(phase, Percentiles.of(phase.afterFailedMs(recoveries)), scale);
    }
    html.close().close().close().newLine();
  }

  private void row(Phase phase, Percentiles times, Scale scale) {
    boolean known = times.count() > 0;
    html.open("tr", "class", known ? "" : "unknown").leaf("th", phase.text(), "scope", "row");
    html.leaf("td", known ? Words.count(times.count()) : "not known", "class", "n");
    for (long time : new long[] {times.p50(), times.p99(), times.max()}) {
      html.leaf("td", known ? Words.duration(time) : "", "class", "n");
    }
    html.open("td", "class", "wide");
    if (known) {
      String title =
          phase.text()
              + ": p50 "
              + Words.duration(times.p50())
              + ", p99 "
              + Words.duration(times.p99())
              + ", max "
              + Words.duration(times.max());
      new Plot(html).svg("span", 10, title);
      double p50 = TimeAxis.WIDTH * scale.share((double) times.p50());
      double p99 = TimeAxis.WIDTH * scale.share((double) times.p99());
      double max = TimeAxis.WIDTH * scale.share((double) times.max());
      Plot.bar(html, "rest", 0, TimeAxis.WIDTH, 4.6, 0.8, title);
      Plot.bar(html, "p99", 0, p99, 2, 6, title);
      Plot.bar(html, "p50", 0, p50, 2, 6, title);
      Plot.bar(html, "max", Math.max(0, Math.min(996, max - 2)), 4, 0, 10, title);
      html.close();
    }
    html.close().close();
  }

  private void histogram(Phase phase) {
    long[] times = phase.afterFailedMs(recoveries);
    if (times.length == 0) {
      return;
    }
    Percentiles all = Percentiles.of(times);
    long least = Long.MAX_VALUE;
    for (long time : times) {
      least = Math.min(least, time);
    }
    boolean wide = all.max() > 6 * Math.max(1, least);
    double low = Math.max(1, least);
    double high = all.max();
    Scale scale = wide ? Scale.logarithmic(low, high) : Scale.linear(high);
    int[] counts = new int[BINS];
    for (long time : times) {
      counts[Math.min(BINS - 1, (int) (BINS * scale.share((double) time)))]++;
    }
    html.open("h3").text("From failure to " + phase.text() + " ");
    html.leaf("small", wide ? "recoveries by time, logarithmic" : "recoveries by time").close();
    bars(phase, scale, counts);
    List<Double> ticks = scale.ticks(9);
    List<Double> shares = new ArrayList<>();
    ticks.forEach(t -> shares.add(scale.share(t)));
    Plot.below(html, shares, ticks.stream().map(Words::duration).toList());
  }

  private void bars(Phase phase, Scale scale, int[] counts) {
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    Scale height = Scale.linear(Math.max(4, most));
    List<Double> ticks = height.ticks(5);
    Plot plot =
        new Plot(html)
            .begin(
                "Histogram of the times from failure to " + phase.text(),
                height,
                ticks,
                ticks.stream().map(Words::brief).toList());
    double width = TimeAxis.WIDTH / BINS;
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        double share = height.share(counts[i]) * Plot.HEIGHT;
        String text =
            Words.duration(scale.value((double) i / BINS))
                + " to "
                + Words.duration(scale.value((i + 1.0) / BINS))
                + ": "
                + counts[i];
        plot.bar("bin", i * width + 1, width - 2, Plot.HEIGHT - share, share, text);
      }
    }
    plot.end();
  }
}
