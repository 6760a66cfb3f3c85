package io.maillon.chaos.report;

import java.util.List;

/**
 * A drawing that stretches to the width of the page, with its labels beside it as text that does
 * not: so they can be read on any screen. 1000 wide, 100 high.
 */
final class Plot {
  static final double HEIGHT = 100;

  private final Html html;

  Plot(Html html) {
    this.html = html;
  }

  /**
   * Opens it; {@link #end()} closes it.
   *
   * @param labels of the scale, from its low end
   */
  Plot begin(String title, Scale scale, List<Double> ticks, List<String> labels) {
    html.open("div", "class", "row plot").open("div", "class", "ylabels", "aria-hidden", "true");
    for (int i = 0; i < ticks.size(); i++) {
      String top = Words.coordinate(100 - 100 * scale.share(ticks.get(i)));
      html.leaf("span", labels.get(i), "style", "top:" + top + "%");
    }
    html.close().open("div", "class", "box");
    svg("chart", HEIGHT, title);
    for (double tick : ticks) {
      String y = y(scale, tick);
      html.empty("line", "class", "grid", "x1", "0", "x2", "1000", "y1", y, "y2", y);
    }
    return this;
  }

  void svg(String styleClass, double height, String title) {
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        styleClass,
        "viewBox",
        "0 0 1000 " + Words.coordinate(height),
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        title);
    html.leaf("title", title);
  }

  static String y(Scale scale, double value) {
    return Words.coordinate(HEIGHT - HEIGHT * scale.share(value));
  }

  Plot verticals(TimeAxis axis) {
    for (TimeAxis.Tick tick : axis.ticks()) {
      String x = Words.coordinate(tick.x());
      html.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", "100");
    }
    return this;
  }

  Plot path(String styleClass, String data) {
    html.empty("path", "class", styleClass, "d", data);
    return this;
  }

  /** A bar with a text that shows when a pointer rests on it. */
  Plot bar(String styleClass, double x, double width, double y, double height, String title) {
    bar(html, styleClass, x, width, y, height, title);
    return this;
  }

  static void bar(
      Html html, String styleClass, double x, double width, double y, double height, String title) {
    html.open(
        "rect",
        "class",
        styleClass,
        "x",
        Words.coordinate(x),
        "width",
        Words.coordinate(width),
        "y",
        Words.coordinate(y),
        "height",
        Words.coordinate(height));
    html.leaf("title", title).close();
  }

  void end() {
    html.close().close().close().newLine();
  }

  /** Labels below a drawing, at shares of its width. */
  static void below(Html html, List<Double> shares, List<String> labels) {
    html.open("div", "class", "row axis", "aria-hidden", "true").open("div").close();
    html.open("div", "class", "box xlabels");
    for (int i = 0; i < labels.size(); i++) {
      String left = Words.coordinate(100 * shares.get(i));
      String place = shares.get(i) > 0.97 ? "last" : "";
      html.leaf("span", labels.get(i), "class", place, "style", "left:" + left + "%");
    }
    html.close().close().newLine();
  }
}
