package io.maillon.link.internal.net;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Ping;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One instance's end of data connections, with a real socket; writes down what it is told. */
final class RecordedPeer implements PeerEvents, AutoCloseable {
  static final String PIPELINE = "flights";
  private static final Transport TRANSPORT = Transport.detect();

  final InstanceId self;
  final List<Long> sentSinceLoss = new CopyOnWriteArrayList<>();
  private long sent;
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final EventLoopGroup group;
  final EventLoop loop;
  final DataServer server;
  final Peers peers;
  final int port;

  RecordedPeer(InstanceId self) throws Exception {
    this.self = self;
    group = TRANSPORT.newGroup("test-" + self.name(), 1);
    loop = group.next();
    server = new DataServer(PIPELINE, loop, TRANSPORT, WireOptions.DEFAULT);
    peers = new Peers(PIPELINE, self, loop, TRANSPORT, WireOptions.DEFAULT, this);
    port = server.bind("127.0.0.1", 0);
    onLoop(() -> server.serve(peers));
  }

  /** Runs on the link thread, and waits for it. */
  void onLoop(Runnable action) throws InterruptedException {
    loop.submit(action).sync();
  }

  void knows(RecordedPeer... others) throws InterruptedException {
    knows(Stream.of(others).map(o -> entry(o.self, o.port)).toArray(InstanceEntry[]::new));
  }

  void knows(InstanceEntry... entries) throws InterruptedException {
    Topology topology = new Topology(1, true, PipelineState.RUNNING, List.of(), List.of(entries));
    onLoop(() -> peers.topology(topology));
  }

  static InstanceEntry entry(InstanceId instance, int port) {
    return new InstanceEntry(instance, new Address("127.0.0.1", port), "here", true);
  }

  void send(InstanceId peer, int from, int to) {
    loop.execute(
        () -> {
          for (int i = from; i <= to; i++) {
            peers.send(peer, new Ping(i));
          }
        });
  }

  /** Sends the next number of this peer, and remembers it until a loss is told. */
  long sendNumbered(InstanceId peer) throws InterruptedException {
    long number = ++sent;
    onLoop(
        () -> {
          sentSinceLoss.add(number);
          peers.send(peer, new Ping(number));
        });
    return number;
  }

  String next() throws InterruptedException {
    return String.valueOf(events.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public void connected(InstanceId peer) {
    events.add("connected " + peer);
  }

  @Override
  public void disconnected(InstanceId peer, boolean refused) {
    sentSinceLoss.clear();
    events.add("disconnected " + peer + (refused ? " refused" : ""));
  }

  @Override
  public void message(InstanceId peer, PeerMessage message) {
    events.add(peer + " " + ((Ping) message).number());
  }

  @Override
  public void fault(Throwable cause) {
    events.add("fault " + cause);
  }

  @Override
  public void close() throws InterruptedException {
    onLoop(
        () -> {
          peers.close();
          server.close();
        });
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }
}
