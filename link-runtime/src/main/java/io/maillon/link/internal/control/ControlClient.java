package io.maillon.link.internal.control;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the leader among the coordinators and keeps talking with it: registers once per life,
 * attaches again over every new connection. Owner: the link thread.
 *
 * <p>A leader that does not answer counts as lost, since a frozen one still holds its connections.
 * While there is none the data path goes on untouched; what was to be said is dropped, and said
 * again by the core once it is attached.
 */
public final class ControlClient {
  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

  /** How long a coordinator may take for its first answer, and the leader between two. */
  static final long SILENCE_MS = 1_000;

  /** Longer than any election. Warned of again after twice the time. */
  private static final long LONG_SEARCH_S = 30;

  private static final long SHORT_LIFE_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long REJOIN_PAUSE_MS = 100;
  private static final int REJOIN_DOUBLINGS_MAX = 5;

  private final String pipeline;
  private final EventLoop loop;
  private final ControlDialler dialler;
  private final CoordinatorRota rota;
  private final ControlEvents events;
  private final BeatWatch watch = new BeatWatch();
  private Optional<InstanceId> self = Optional.empty();
  private long session = newSession();
  private Channel channel;
  private Address address;
  private boolean answered;
  private boolean closed;
  private boolean everLost;
  private long lifeBeganNs;
  private long soughtSinceNs;
  private long warnAfterS = LONG_SEARCH_S;
  private int shortLives;

  public ControlClient(
      String pipeline,
      List<Address> coordinators,
      EventLoop loop,
      ControlDialler dialler,
      ControlEvents events) {
    this.pipeline = pipeline;
    this.loop = loop;
    this.dialler = dialler;
    this.events = events;
    rota = new CoordinatorRota(coordinators);
  }

  /** Begins to look for the leader. */
  public void start() {
    soughtSinceNs = System.nanoTime();
    connectNext();
  }

  /** Whether a leader has answered on the present connection. */
  public boolean attached() {
    return answered;
  }

  /** Dropped while there is no leader. */
  public void send(ControlMessage message) {
    if (answered) {
      write(message);
    }
  }

  /**
   * Sends a beat, and judges the leader by its answers to former ones.
   *
   * @param intervalMs between two calls
   */
  public void beat(Heartbeat beat, long intervalMs, long nowNs) {
    if (!answered) {
      return;
    }
    if (watch.silent(nowNs, intervalMs)) {
      drop("the leader gave no answer for " + SILENCE_MS + " ms");
    } else {
      write(beat);
    }
  }

  public void close() {
    closed = true;
    answered = false;
    Channel last = channel;
    channel = null;
    if (last != null) {
      var unused = last.close();
    }
  }

  private void connectNext() {
    if (closed) {
      return;
    }
    var unused = loop.schedule(this::dial, rota.pauseMs(), TimeUnit.MILLISECONDS);
  }

  private void dial() {
    if (closed || channel != null) {
      return;
    }
    address = rota.next();
    channel = dialler.dial(address, self, this);
  }

  void opened(Channel opened) {
    if (opened == channel) {
      introduce();
    }
  }

  private void introduce() {
    write(self.isPresent() ? new Attach(pipeline, self.get(), session) : events.register(session));
    Channel asked = channel;
    long askedSession = session;
    var unused =
        loop.schedule(
            () -> {
              if (asked == channel && !answered && askedSession == session) {
                drop("no answer within " + SILENCE_MS + " ms");
              }
            },
            SILENCE_MS,
            TimeUnit.MILLISECONDS);
  }

  void received(Channel from, ControlMessage message) {
    if (from != channel) {
      return;
    }
    if (message instanceof HeartbeatReply) {
      watch.replied(System.nanoTime());
    } else if (message instanceof NotLeader other) {
      rota.failed(address);
      rota.hint(other.leader());
      drop("it does not lead");
    } else if (message instanceof Registered registered) {
      registered(registered);
    } else if (message instanceof Dismissed dismissed) {
      dismissed(dismissed);
    } else if (message instanceof Shutdown shutdown) {
      events.shutdown(shutdown.reason());
    } else if (message instanceof Rejected rejected) {
      events.rejected(rejected.message());
    } else {
      instructed(message);
    }
  }

  private void registered(Registered registered) {
    if (self.isPresent()) {
      return; // A repeated answer to a repeated question.
    }
    self = Optional.of(registered.instance());
    lifeBeganNs = System.nanoTime();
    answered();
    events.registered(registered);
    events.attached();
  }

  private void instructed(ControlMessage message) {
    if (self.isEmpty()) {
      return; // Meant for a life that is over.
    }
    boolean first = !answered;
    answered();
    if (message instanceof Topology topology) {
      events.topology(topology);
    } else if (message instanceof Assign assign) {
      events.assign(assign);
    } else {
      LOG.warn("coordinator {} sent an instance a {}", address, message.getClass().getSimpleName());
    }
    if (first) {
      events.attached();
    }
  }

  private void answered() {
    if (!answered) {
      answered = true;
      warnAfterS = LONG_SEARCH_S;
      rota.answered();
      watch.start(System.nanoTime());
      if (everLost) {
        LOG.info("{} speaks with coordinator {}", self.orElseThrow(), address);
      }
    }
  }

  /** A life that ends soon after it began would begin again at once, for ever: wait longer. */
  private void dismissed(Dismissed dismissed) {
    if (!self.equals(Optional.of(dismissed.instance()))) {
      return;
    }
    self = Optional.empty();
    session = newSession();
    answered = false;
    boolean brief = System.nanoTime() - lifeBeganNs < SHORT_LIFE_NS;
    shortLives = brief ? Math.min(shortLives + 1, REJOIN_DOUBLINGS_MAX) : 0;
    events.dismissed(dismissed);
    Channel asked = channel;
    long pauseMs = shortLives == 0 ? 0 : REJOIN_PAUSE_MS << shortLives;
    var unused =
        loop.schedule(
            () -> {
              if (asked == channel && asked != null && !closed) {
                introduce();
              }
            },
            pauseMs,
            TimeUnit.MILLISECONDS);
  }

  /** Leaves the present coordinator for the next one. */
  private void drop(String reason) {
    Channel left = channel;
    if (left != null) {
      closed(left, reason);
      var unused = left.close();
    }
  }

  void closed(Channel which, String reason) {
    if (which != channel) {
      return;
    }
    channel = null;
    rota.failed(address);
    if (answered) {
      answered = false;
      everLost = true;
      soughtSinceNs = System.nanoTime();
      LOG.info("{} lost coordinator {}: {}", self.orElseThrow(), address, reason);
      events.lost(reason);
    } else {
      LOG.debug("coordinator {}: {}", address, reason);
      warnOfLongSearch(reason);
    }
    connectNext();
  }

  /** The coordinators lack a majority, can't be reached, or lost their storage. */
  private void warnOfLongSearch(String reason) {
    long soughtS = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - soughtSinceNs);
    if (soughtS >= warnAfterS) {
      warnAfterS *= 2;
      String name = self.map(InstanceId::toString).orElse("this process");
      LOG.warn("no leader knows {} since {} s; coordinator {}: {}", name, soughtS, address, reason);
    }
  }

  private void write(ControlMessage message) {
    var unused = channel.writeAndFlush(message, channel.voidPromise());
  }

  private static long newSession() {
    return UUID.randomUUID().getMostSignificantBits();
  }
}
