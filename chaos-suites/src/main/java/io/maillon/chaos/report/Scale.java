package io.maillon.chaos.report;

import java.util.ArrayList;
import java.util.List;

/** Where numbers lie between two round ones, evenly or by their logarithm. */
final class Scale {
  private static final double[] ROUND = {1, 2, 5};

  private final boolean logarithmic;
  private final double low;
  private final double high;

  private Scale(boolean logarithmic, double low, double high) {
    this.logarithmic = logarithmic;
    this.low = low;
    this.high = high;
  }

  /** From 0. */
  static Scale linear(double highest) {
    double step = round(highest / 4, true);
    return new Scale(false, 0, Math.max(step, step * Math.ceil(highest / step - 1e-9)));
  }

  /** Between round numbers around both, at least a bit apart. */
  static Scale logarithmic(double lowest, double highest) {
    double low = round(Math.max(0.1, lowest), false);
    double high = round(Math.max(0.1, highest), true);
    return new Scale(true, low, high > low ? high : low * 2);
  }

  /** The next 1, 2 or 5 times a power of ten. */
  private static double round(double value, boolean up) {
    if (value <= 0) {
      return 1;
    }
    double decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    double below = decade;
    for (double digit : ROUND) {
      double candidate = digit * decade;
      if (candidate >= value * (1 - 1e-9)) {
        boolean exact = candidate <= value * (1 + 1e-9);
        return up || exact ? candidate : below;
      }
      below = candidate;
    }
    return up ? 10 * decade : below;
  }

  /** From 0 at the low end to 1 at the high one; what lies beyond is put there. */
  double share(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(low, value) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  /** The number at that share. */
  double value(double share) {
    return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  /** Round numbers from the low to the high end. */
  List<Double> ticks(int most) {
    List<Double> ticks = new ArrayList<>();
    if (!logarithmic) {
      double step = round((high - low) / Math.max(1, most - 1), true);
      for (double tick = low; tick <= high * (1 + 1e-9); tick += step) {
        ticks.add(tick);
      }
      return ticks;
    }
    double decade = Math.pow(10, Math.floor(Math.log10(low) + 1e-9));
    for (; decade <= high * (1 + 1e-9); decade *= 10) {
      for (double digit : ROUND) {
        double tick = digit * decade;
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks.size() <= most ? ticks : decades(ticks);
  }

  private static List<Double> decades(List<Double> ticks) {
    return ticks.stream().filter(Scale::isDecade).toList();
  }

  private static boolean isDecade(double value) {
    double exponent = Math.log10(value);
    return Math.abs(exponent - Math.rint(exponent)) < 1e-6;
  }
}
