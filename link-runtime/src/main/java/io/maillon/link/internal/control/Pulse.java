package io.maillon.link.internal.control;

import io.maillon.protocol.control.Heartbeat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats for one life at regular times, whatever the link thread is busy with: one that loads its
 * classes on a busy machine may not turn for most of a second, and its process lives all the same.
 * Owner: the control thread.
 *
 * <p>What a beat tells comes from the link thread, which is asked for it at each beat; if its word
 * is not there after half an interval, the beat goes without news. A link thread that owes its word
 * for {@value #STALL_MS_MAX} ms stands still: the instance falls silent, and is declared dead as if
 * it were frozen.
 */
final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  /** Well above the stalls of a starting process, well below the patience of those who wait. */
  static final long STALL_MS_MAX = 2_000;

  /** Where beats come from and go to. */
  interface Host {
    /** Asks the link thread for its word; it comes back as {@link #told}. */
    void ask();

    void beat(Heartbeat beat);
  }

  private final Host host;
  private final Punctuality own;
  private Thread link;
  private Heartbeat last;
  private Heartbeat belated;
  private boolean due;
  private boolean owed;
  private boolean silent;
  private long askedNs;

  Pulse(long intervalMs, long nowNs, Host host) {
    this.host = host;
    own = new Punctuality(intervalMs, nowNs);
  }

  /** An interval is over. */
  void tick(long nowNs) {
    boolean late = excuse(nowNs);
    if (belated != null) {
      Heartbeat word = belated;
      belated = null;
      host.beat(late ? withoutNews(word) : word);
      return;
    }
    due = true;
    if (!owed) {
      owed = true;
      askedNs = nowNs;
      host.ask();
    }
  }

  /** Half an interval is over. No beat before the first word: a new life may have logs to read. */
  void half(long nowNs) {
    var unused = excuse(nowNs);
    if (due && last != null && !stalled(nowNs)) {
      host.beat(withoutNews(last));
    }
    due = false;
  }

  /** While the whole process stood still its link thread could not turn. */
  private boolean excuse(long nowNs) {
    long lostNs = own.lostNs(nowNs);
    askedNs += lostNs;
    return lostNs > 0;
  }

  /** Old testimony about peers would speak for the dead. */
  private static Heartbeat withoutNews(Heartbeat word) {
    return new Heartbeat(
        word.instance(), word.number(), List.of(), List.of(), word.loadMilli(), word.freeBytes());
  }

  /** The word of the link thread, which is the {@code teller}. */
  void told(Heartbeat word, Thread teller) {
    link = teller;
    owed = false;
    silent = false;
    last = word;
    if (due) {
      due = false;
      host.beat(word);
    } else {
      belated = word;
    }
  }

  private boolean stalled(long nowNs) {
    long owedMs = owed ? TimeUnit.NANOSECONDS.toMillis(nowNs - askedNs) : 0;
    if (owedMs < STALL_MS_MAX) {
      return false;
    }
    if (!silent) {
      silent = true;
      LOG.warn(
          "{} stands still for {} ms, so it beats no more; its link thread is here",
          last.instance(),
          owedMs,
          whereabouts());
    }
    return true;
  }

  private Throwable whereabouts() {
    Throwable place = new Throwable(link.getName());
    place.setStackTrace(link.getStackTrace());
    return place;
  }
}
