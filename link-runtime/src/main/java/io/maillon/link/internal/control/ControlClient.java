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
import io.maillon.protocol.control.Register;
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
 * attaches again over every new connection, and beats. Owner: the control thread; what is public
 * may be called from any.
 *
 * <p>A leader that does not answer counts as lost, since a frozen one still holds its connections.
 * While there is none the data path goes on untouched; what was to be said is dropped, and said
 * again by the core once it is attached.
 */
public final class ControlClient {
  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

  /** How long a coordinator may take for its first answer, and the leader between two. */
  static final long SILENCE_MS = 1_000;

  private final String pipeline;
  private final EventLoop loop;
  private final ControlDialler dialler;
  private final CoordinatorRota rota;
  private final LongSearch search = new LongSearch();
  private final RejoinPause rejoin = new RejoinPause();
  private final ControlEvents events;
  private Optional<InstanceId> self = Optional.empty();
  private long session = newSession();
  private Heart heart;
  private BeatWatch watch;
  private long beatIntervalMs;
  private Channel channel;
  private Channel open;
  private long askedSession;
  private Register request;
  private Address address;
  private boolean answered;
  private boolean closed;
  private boolean everLost;

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
    loop.execute(
        () -> {
          search.begin(System.nanoTime());
          connectNext();
        });
  }

  /** Asks for a life; the answer to {@link ControlEvents#asked}. */
  public void register(Register answer) {
    loop.execute(
        () -> {
          if (self.isEmpty() && answer.session() == session) {
            request = answer;
            if (channel != null && channel == open) {
              introduce(request);
            }
          }
        });
  }

  /** Dropped while there is no leader, and when the life that says it is over. */
  public void send(InstanceId life, ControlMessage message) {
    loop.execute(
        () -> {
          if (answered && self.equals(Optional.of(life))) {
            write(message);
          }
        });
  }

  /** What the next beat tells; the answer to {@link ControlEvents#beatDue}. */
  public void tell(Heartbeat word) {
    Thread teller = Thread.currentThread();
    loop.execute(
        () -> {
          if (self.equals(Optional.of(word.instance()))) {
            heart.told(word, teller);
          }
        });
  }

  public void close() {
    loop.execute(
        () -> {
          closed = true;
          endLife();
          Channel last = channel;
          channel = null;
          if (last != null) {
            var unused = last.close();
          }
        });
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
      open = opened;
      introduce();
    }
  }

  /** What to register with is asked for once per life, and said on every connection. */
  private void introduce() {
    if (self.isPresent()) {
      introduce(new Attach(pipeline, self.get(), session));
    } else if (request != null && request.session() == session) {
      introduce(request);
    } else if (askedSession != session) {
      askedSession = session;
      events.asked(session);
    }
  }

  private void introduce(ControlMessage introduction) {
    write(introduction);
    Channel to = channel;
    long present = session;
    var unused =
        loop.schedule(
            () -> {
              if (to == channel && !answered && present == session) {
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
      replied();
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
    rejoin.lifeBegan(System.nanoTime());
    beatIntervalMs = registered.heartbeatIntervalMs();
    answered();
    events.registered(registered);
    events.attached();
    heart = new Heart(loop, beatIntervalMs, new Beats());
    heart.start();
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
      rota.answered();
      watch = new BeatWatch(beatIntervalMs, System.nanoTime());
      if (everLost) {
        LOG.info("{} speaks with coordinator {}", self.orElseThrow(), address);
      }
    }
  }

  private void dismissed(Dismissed dismissed) {
    if (!self.equals(Optional.of(dismissed.instance()))) {
      return;
    }
    endLife();
    session = newSession();
    search.begin(System.nanoTime());
    events.dismissed(dismissed);
    Channel asked = channel;
    var unused =
        loop.schedule(
            () -> {
              if (asked == channel && asked != null && !closed) {
                introduce();
              }
            },
            rejoin.nextMs(System.nanoTime()),
            TimeUnit.MILLISECONDS);
  }

  private void endLife() {
    answered = false;
    self = Optional.empty();
    if (heart != null) {
      heart.stop();
    }
  }

  private void replied() {
    if (answered) {
      watch.replied(System.nanoTime());
    }
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
      search.begin(System.nanoTime());
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
    String name = self.map(InstanceId::toString).orElse("this process");
    search
        .warning(System.nanoTime())
        .ifPresent(
            soughtS ->
                LOG.warn(
                    "no leader knows {} since {} s; coordinator {}: {}",
                    name,
                    soughtS,
                    address,
                    reason));
  }

  private void write(ControlMessage message) {
    var unused = channel.writeAndFlush(message, channel.voidPromise());
  }

  private static long newSession() {
    return UUID.randomUUID().getMostSignificantBits();
  }

  private final class Beats implements Pulse.Host {
    @Override
    public void ask() {
      events.beatDue();
    }

    /** Sends it, unless the leader no longer answers former ones. */
    @Override
    public void beat(Heartbeat beat) {
      if (!answered) {
        return;
      }
      if (watch.silent(System.nanoTime())) {
        drop("the leader gave no answer for " + SILENCE_MS + " ms");
      } else {
        write(beat);
      }
    }
  }
}
