package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One lane for each kind of faults. A lane has so many cells; cells in which the same goes on are
 * drawn as one, so that thousands of faults are a few hundred marks.
 */
final class FaultLanes {
  private static final int CELLS = 400;
  private static final double CELL = TimeAxis.WIDTH / CELLS;
  private static final int NAMED_MAX = 3;
  private static final int DEEPEST = 3;

  private final TimeAxis axis;
  private final Html html;

  FaultLanes(TimeAxis axis, Html html) {
    this.axis = axis;
    this.html = html;
  }

  /** Something that lasted. */
  private record Span(long fromMs, long toMs, boolean fired, String text) {}

  void faults(Map<String, List<FaultSpan>> byKind) {
    byKind.forEach(
        (kind, faults) ->
            lane(
                kind,
                FaultColors.of(kind),
                faults.stream()
                    .map(f -> new Span(f.fromMs(), f.toMs(), f.fired(), text(f, axis)))
                    .toList()));
  }

  void recoveries(List<PipelineEvent.Recovery> recoveries) {
    List<Span> spans = new ArrayList<>();
    for (PipelineEvent.Recovery r : recoveries) {
      long toMs = Math.max(Math.max(r.activatedMs(), r.firstOutputMs()), r.caughtUpMs());
      if (r.failedMs() > 0) {
        String text =
            r.partition()
                + " epoch "
                + r.fromEpoch()
                + " -> "
                + r.toEpoch()
                + " at "
                + Words.clock(Math.max(0, r.failedMs() - axis.fromMs()), 1000)
                + ", "
                + r.cause();
        spans.add(new Span(r.failedMs(), Math.max(toMs, r.failedMs()), true, text));
      }
    }
    if (!spans.isEmpty()) {
      lane("recoveries", "f-recovery", spans);
    }
  }

  static String text(FaultSpan fault, TimeAxis axis) {
    PipelineEvent.Fault f = fault.begin();
    StringBuilder text = new StringBuilder(f.kind());
    f.nodes().forEach(node -> text.append(' ').append(node));
    text.append(f.amount() == 0 ? "" : " " + f.amount());
    text.append(" at ").append(Words.clock(Math.max(0, f.atMs() - axis.fromMs()), 1000));
    if (fault.toMs() > fault.fromMs()) {
      text.append(" for ").append(Words.duration(fault.toMs() - fault.fromMs()));
    }
    return text.append(fault.fired() ? ": " + f.evidence() : ": no evidence").toString();
  }

  private void lane(String name, String color, List<Span> spans) {
    html.open("div", "class", "row lane").open("div", "class", "name");
    html.open("i", "class", "swatch " + color).close();
    html.leaf("span", name).leaf("b", Words.count(spans.size())).close();
    html.open("div", "class", "box");
    new Plot(html).svg("track", 10, name + ": " + spans.size());
    List<List<Span>> cells = cells(spans);
    int from = 0;
    for (int to = 1; to <= CELLS; to++) {
      if (to == CELLS || !look(cells.get(to)).equals(look(cells.get(from)))) {
        mark(color, from, to, cells);
        from = to;
      }
    }
    html.close().close().close().newLine();
  }

  private List<List<Span>> cells(List<Span> spans) {
    List<List<Span>> cells = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      cells.add(new ArrayList<>());
    }
    for (Span span : spans) {
      int from = Math.min(CELLS - 1, (int) (axis.x(span.fromMs()) / CELL));
      int to = Math.min(CELLS - 1, (int) (axis.x(span.toMs()) / CELL));
      for (int i = from; i <= to; i++) {
        cells.get(i).add(span);
      }
    }
    return cells;
  }

  /** A style class, empty for nothing. */
  private static String look(List<Span> cell) {
    long fired = cell.stream().filter(Span::fired).count();
    if (fired > 0) {
      return "d" + Math.min(DEEPEST, fired);
    }
    return cell.isEmpty() ? "" : "hollow";
  }

  private void mark(String color, int from, int to, List<List<Span>> cells) {
    String look = look(cells.get(from));
    if (look.isEmpty()) {
      return;
    }
    List<Span> spans = cells.subList(from, to).stream().flatMap(List::stream).distinct().toList();
    StringBuilder text = new StringBuilder();
    spans.stream().limit(NAMED_MAX).forEach(s -> text.append(s.text()).append('\n'));
    int more = spans.size() - NAMED_MAX;
    text.append(more > 0 ? "and " + more + " more" : "");
    String style = "mark " + color + " " + look;
    Plot.bar(html, style, from * CELL, (to - from) * CELL, 0, 10, text.toString().strip());
  }
}
