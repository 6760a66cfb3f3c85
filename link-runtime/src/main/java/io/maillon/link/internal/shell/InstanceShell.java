package io.maillon.link.internal.shell;

import io.maillon.link.internal.metrics.RuntimeMetrics;
import io.maillon.link.internal.net.PeerEvents;
import io.maillon.link.internal.net.Peers;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.InstanceCore;
import io.maillon.recovery.instance.InstancePort;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One life of the instance: feeds its core with everything that happens and carries out what it
 * wants done. Owner: the link thread, on which every method is called.
 *
 * <p>Invariant: the core is never entered while a call into it is under way. What throws out of the
 * core is a fault: its state is suspect, so the whole runtime ends.
 */
final class InstanceShell implements InstancePort, PeerEvents, FunctionEvents {
  private static final long TICK_MS = 10;

  private final InstanceId self;
  private final LifeSettings settings;
  private final RuntimeMetrics metrics;
  private final Peers peers;
  private final Functions functions;
  private final Queue<PeerMessage> toSelf = new ArrayDeque<>();
  private final InstanceCore core;
  private ScheduledFuture<?> tick;
  private boolean toSelfScheduled;
  private boolean ended;

  InstanceShell(InstanceId self, PipelineSpec spec, LifeSettings settings) {
    this.self = self;
    this.settings = settings;
    metrics = settings.metrics();
    peers =
        new Peers(spec.name(), self, settings.loop(), settings.transport(), settings.wire(), this);
    functions = new Functions(spec, settings.threads(), settings.opener(), this);
    core = new InstanceCore(self, spec, this, settings.stores());
  }

  /** Lets peers in, and the time begin. */
  void begin() {
    settings.server().serve(peers);
    tick =
        settings.loop().scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** The life is over: nothing of it takes effect any more. */
  void end() {
    ended = true;
    settings.server().serve(null);
    var unused = tick.cancel(false);
    peers.close();
    functions.closeAll();
    toSelf.clear();
  }

  InstanceId self() {
    return self;
  }

  void onTopology(Topology topology) {
    // Addresses first, since the core may send at once; connections it no longer needs go after.
    peers.topology(topology);
    guarded(() -> core.onTopology(topology, System.nanoTime()));
  }

  void onAssign(Assign assign) {
    guarded(() -> core.onAssign(assign, System.nanoTime()));
  }

  void onAttached() {
    guarded(() -> core.onAttached(System.nanoTime()));
  }

  PipelineState pipelineState() {
    return core.pipelineState();
  }

  Heartbeat heartbeat(long loadMilli, long freeBytes) {
    Heartbeat beat = core.heartbeat(loadMilli, freeBytes, System.nanoTime());
    metrics.progress(beat, peers.connections());
    return beat;
  }

  private void tick() {
    guarded(() -> core.onTick(System.nanoTime(), System.currentTimeMillis()));
  }

  private void time() {
    guarded(() -> core.onTime(System.currentTimeMillis()));
  }

  // What happens on connections.

  @Override
  public void connected(InstanceId peer) {
    guarded(() -> core.onPeerConnected(peer, System.nanoTime()));
  }

  @Override
  public void disconnected(InstanceId peer, boolean refused) {
    guarded(() -> core.onPeerDisconnected(peer, refused, System.nanoTime()));
  }

  @Override
  public void message(InstanceId peer, PeerMessage message) {
    guarded(
        () -> {
          metrics.received(peer, message);
          core.onPeerMessage(peer, message, System.nanoTime());
        });
  }

  // What functions come to.

  @Override
  public void worked(WorkResult result, WorkCost cost) {
    guarded(
        () -> {
          metrics.worked(result, cost.inputBytes(), cost.runNs());
          core.onWorked(result, System.nanoTime());
        });
    long dueMs = result.nextTimerMs() - System.currentTimeMillis();
    if (dueMs > 0 && dueMs < TICK_MS && !ended) {
      var unused = settings.loop().schedule(this::time, dueMs, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void concluded(PartitionId partition, long epoch) {
    guarded(() -> core.onConcluded(partition, epoch, System.nanoTime()));
  }

  @Override
  public void failed(PartitionId partition, long epoch, String message) {
    guarded(() -> core.onWorkFailed(partition, epoch, message, System.nanoTime()));
  }

  // What the core wants done.

  @Override
  public void send(InstanceId peer, PeerMessage message) {
    metrics.sent(peer, message);
    if (!peer.equals(self)) {
      peers.send(peer, message);
      return;
    }
    toSelf.add(message);
    if (!toSelfScheduled) {
      toSelfScheduled = true;
      settings.loop().execute(this::deliverToSelf);
    }
  }

  /** Only what was there at its start, so that two partitions of one instance starve nobody. */
  private void deliverToSelf() {
    for (int left = toSelf.size(); left > 0 && !ended; left--) {
      message(self, toSelf.remove());
    }
    toSelfScheduled = !toSelf.isEmpty();
    if (toSelfScheduled) {
      settings.loop().execute(this::deliverToSelf);
    }
  }

  @Override
  public void sendCoordinator(ControlMessage message) {
    settings.coordinator().accept(message);
  }

  @Override
  public void open(PartitionId partition, Restored restored) {
    functions.open(partition, restored);
    metrics.opened(partition);
  }

  @Override
  public void run(PartitionId partition, long epoch, Work work) {
    functions.run(partition, epoch, work);
  }

  @Override
  public void conclude(PartitionId partition, long epoch) {
    functions.conclude(partition, epoch);
  }

  @Override
  public void close(PartitionId partition, long epoch) {
    functions.close(partition, epoch);
    metrics.closed(partition);
  }

  @Override
  public void fault(Throwable cause) {
    if (!ended) {
      settings.fault().accept(cause);
    }
  }

  private void guarded(Runnable input) {
    if (ended) {
      return;
    }
    try {
      input.run();
    } catch (Throwable t) { // top loop of the link thread
      fault(t);
    }
  }
}
