package io.maillon.chaos.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Throughput and latency over time, and the faults below them. */
final class TimelineSection {
  /** With more faults, shades of all of them would hide the curves. */
  private static final int SHADES_MAX = 24;

  private final RunFacts facts;
  private final Throughput throughput;
  private final TimeAxis axis;
  private final Html html;

  TimelineSection(RunFacts facts, Html html) {
    this.facts = facts;
    this.html = html;
    this.throughput = new Throughput(facts.samples(), facts.fromMs());
    this.axis = new TimeAxis(facts.fromMs(), facts.toMs());
  }

  void write() {
    html.open("section").leaf("h2", "Over time");
    if (throughput.stretches().isEmpty()) {
      html.leaf("p", "No throughput was sampled.", "class", "none");
    } else {
      throughput();
      latency();
    }
    FaultLanes lanes = new FaultLanes(axis, html);
    html.leaf("h3", "Faults and recoveries");
    if (facts.faults().isEmpty() && facts.recoveries().isEmpty()) {
      html.leaf("p", "There was neither a fault nor a recovery.", "class", "none");
    }
    lanes.faults(facts.faults());
    lanes.recoveries(facts.recoveries());
    List<TimeAxis.Tick> ticks = isEmpty() ? List.of() : axis.ticks();
    Plot.below(
        html,
        ticks.stream().map(t -> t.x() / TimeAxis.WIDTH).toList(),
        ticks.stream().map(TimeAxis.Tick::text).toList());
    if (!facts.faults().isEmpty()) {
      html.leaf(
          "p",
          "Deeper colour: several at the same time. Outlined: no evidence that it took effect."
              + " A pointer that rests on a mark shows what it was.",
          "class",
          "hint");
    }
    html.close().newLine();
  }

  private boolean isEmpty() {
    return throughput.stretches().isEmpty()
        && facts.faults().isEmpty()
        && facts.recoveries().isEmpty();
  }

  private void throughput() {
    Scale scale = Scale.linear(throughput.maxPerSecond());
    List<Double> ticks = scale.ticks(5);
    html.open("h3").text("Throughput ").leaf("small", "records a second at the sinks").close();
    Plot plot =
        new Plot(html)
            .begin(
                "Throughput over time, at most "
                    + Words.brief(throughput.maxPerSecond())
                    + " records a second",
                scale,
                ticks,
                ticks.stream().map(Words::brief).toList());
    plot.verticals(axis);
    shades(plot);
    String steps = steps(scale);
    double first = axis.x(throughput.stretches().get(0).fromMs());
    double last = axis.x(last().toMs());
    plot.path(
        "area", steps + "L" + Words.coordinate(last) + " 100L" + Words.coordinate(first) + " 100Z");
    plot.path("line c-main", steps);
    hovers(plot);
    plot.end();
  }

  private Throughput.Stretch last() {
    return throughput.stretches().get(throughput.stretches().size() - 1);
  }

  private String steps(Scale scale) {
    StringBuilder path = new StringBuilder();
    for (Throughput.Stretch s : throughput.stretches()) {
      String y = Plot.y(scale, s.perSecond());
      path.append(path.length() == 0 ? 'M' : 'L').append(Words.coordinate(axis.x(s.fromMs())));
      path.append(' ').append(y).append('L').append(Words.coordinate(axis.x(s.toMs())));
      path.append(' ').append(y);
    }
    return path.toString();
  }

  private void latency() {
    html.open("h3").text("Latency ").leaf("small", "from source to sink, logarithmic");
    if (!throughput.hasLatency()) {
      html.close().leaf("p", "No latency was measured.", "class", "none");
      return;
    }
    html.open("span", "class", "key");
    html.open("i", "class", "dash c-main").close().text("p50 ");
    html.open("i", "class", "dash c-high").close().text("p99 ");
    html.open("i", "class", "dash c-max").close().text("max").close().close();
    double lowest =
        throughput.stretches().stream()
            .filter(s -> s.records() > 0)
            .mapToDouble(Throughput.Stretch::p50Ms)
            .min()
            .orElse(1);
    Scale scale = Scale.logarithmic(lowest, throughput.maxMs());
    List<Double> ticks = scale.ticks(6);
    Plot plot =
        new Plot(html)
            .begin(
                "Latency over time, at most " + Words.duration(throughput.maxMs()),
                scale,
                ticks,
                ticks.stream().map(Words::duration).toList());
    plot.verticals(axis);
    shades(plot);
    plot.path("line c-max", curve(scale, Throughput.Stretch::maxMs));
    plot.path("line c-high", curve(scale, Throughput.Stretch::p99Ms));
    plot.path("line c-main", curve(scale, Throughput.Stretch::p50Ms));
    hovers(plot);
    plot.end();
  }

  /** Through the middle of each stretch; broken where nothing came through. */
  private String curve(Scale scale, ToDoubleFunction<Throughput.Stretch> latencyMs) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Throughput.Stretch s : throughput.stretches()) {
      if (s.records() > 0) {
        double x = axis.x((s.fromMs() + s.toMs()) / 2);
        path.append(drawing ? 'L' : 'M').append(Words.coordinate(x)).append(' ');
        path.append(Plot.y(scale, latencyMs.applyAsDouble(s)));
        // A dot where a stretch stands alone: round caps show it.
        path.append(drawing ? "" : "h0.01");
      }
      drawing = s.records() > 0;
    }
    return path.length() == 0 ? "M0 0" : path.toString();
  }

  private void shades(Plot plot) {
    List<FaultSpan> all = facts.faults().values().stream().flatMap(List::stream).toList();
    if (all.size() > SHADES_MAX) {
      return;
    }
    for (FaultSpan fault : all) {
      double x = axis.x(fault.fromMs());
      double width = Math.max(1.5, axis.x(fault.toMs()) - x);
      String style = "shade " + FaultColors.of(fault.begin().kind());
      plot.bar(style, x, width, 0, Plot.HEIGHT, FaultLanes.text(fault, axis));
    }
  }

  private void hovers(Plot plot) {
    for (Throughput.Stretch s : throughput.stretches()) {
      double x = axis.x(s.fromMs());
      String text =
          Words.clock(s.toMs() - axis.fromMs(), 1000)
              + ": "
              + Words.brief(s.perSecond())
              + " records/s"
              + (s.maxMs() > 0
                  ? "; p50 "
                      + Words.duration(s.p50Ms())
                      + ", p99 "
                      + Words.duration(s.p99Ms())
                      + ", max "
                      + Words.duration(s.maxMs())
                  : "");
      plot.bar("hover", x, axis.x(s.toMs()) - x, 0, Plot.HEIGHT, text);
    }
  }
}
