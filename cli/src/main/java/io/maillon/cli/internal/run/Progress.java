package io.maillon.cli.internal.run;

import java.io.PrintWriter;

/**
 * Lines that stay, and below them one that changes. Where the output is no terminal the changing
 * line is printed now and then. Owned by one thread.
 */
public final class Progress {
  /** Set by the start script: Java can't tell portably whether its output is a terminal. */
  public static final String TERMINAL_PROPERTY = "maillon.terminal";

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long PLAIN_INTERVAL_NS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
  private final long startNs = System.nanoTime();
  private long shownNs = startNs - PLAIN_INTERVAL_NS;
  private boolean open;

  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** A line that stays. */
  public void line(String text) {
    clear();
    out.println(time() + "  " + text);
    out.flush();
  }

  /** Replaces the line that changes. */
  public void show(String text) {
    long nowNs = System.nanoTime();
    if (terminal) {
      out.print(CLEAR_LINE + time() + "  " + text);
      open = true;
    } else if (nowNs - shownNs >= PLAIN_INTERVAL_NS) {
      out.println(time() + "  " + text);
      shownNs = nowNs;
    }
    out.flush();
  }

  /** Takes the changing line away. */
  public void clear() {
    if (open) {
      out.print(CLEAR_LINE);
      open = false;
    }
    out.flush();
  }

  private String time() {
    long tenths = (System.nanoTime() - startNs) / 100_000_000L;
    return String.format("%5d.%d s", tenths / 10, tenths % 10);
  }
}
