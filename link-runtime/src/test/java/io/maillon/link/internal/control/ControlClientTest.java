package io.maillon.link.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlClientTest implements ControlEvents {
  private static final InstanceId FIRST = new InstanceId("n4", 1);
  private static final InstanceId SECOND = new InstanceId("n4", 2);
  private static final Topology TOPOLOGY =
      new Topology(1, true, PipelineState.RUNNING, List.of(), List.of());
  private static final int INTERVAL_MS = 50;

  private final Transport transport = Transport.detect();
  private final EventLoopGroup group = transport.newGroup("test-client", 1);
  private final EventLoop loop = group.next();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private ControlClient client;
  private final AtomicLong words = new AtomicLong();
  private volatile InstanceId life;
  private volatile long session;
  private volatile boolean registers = true;
  private volatile boolean tells = true;

  private void start(Address... coordinators) {
    ControlDialler dialler = new ControlDialler("flights", loop, transport, WireOptions.DEFAULT);
    client = new ControlClient("flights", List.of(coordinators), loop, dialler, this);
    client.start();
  }

  private ScriptedCoordinator leader() throws Exception {
    ScriptedCoordinator leader = new ScriptedCoordinator(ControlClientTest::lead);
    open.add(leader);
    return leader;
  }

  private ScriptedCoordinator follower(Optional<Address> hint) throws Exception {
    ScriptedCoordinator follower =
        new ScriptedCoordinator((channel, message) -> write(channel, new NotLeader(hint)));
    open.add(follower);
    return follower;
  }

  private static void lead(Channel channel, ControlMessage message) {
    if (message instanceof Register) {
      write(channel, registered(FIRST));
    } else if (message instanceof Attach) {
      write(channel, TOPOLOGY);
    } else if (message instanceof Heartbeat beat) {
      write(channel, new HeartbeatReply(beat.number()));
    }
  }

  private static Registered registered(InstanceId instance) {
    PipelineSpec spec = new PipelineSpec("flights", List.of(), List.of(), Limits.DEFAULT);
    return new Registered(instance, spec, INTERVAL_MS);
  }

  private static void write(Channel channel, ControlMessage message) {
    var unused = channel.writeAndFlush(message);
  }

  private void expect(String... expected) throws InterruptedException {
    for (String event : expected) {
      assertEquals(event, String.valueOf(events.poll(10, TimeUnit.SECONDS)));
    }
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  @Test
  void registersFirstAndAttachesAfterThat() throws Exception {
    ScriptedCoordinator leader = leader();
    start(leader.address());
    expect("registered n4#1", "attached");
    Register asked = leader.next(Register.class);
    leader.hangUp();
    expect("lost", "topology", "attached");
    assertEquals(new Attach("flights", FIRST, asked.session()), leader.next(Attach.class));
    leader.next(Heartbeat.class);
  }

  @Test
  void followsAHintAndPassesOverTheDead() throws Exception {
    ScriptedCoordinator leader = leader();
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    ScriptedCoordinator follower = follower(Optional.of(leader.address()));
    start(new Address("127.0.0.1", free), follower.address());
    expect("registered n4#1", "attached");
  }

  @Test
  void goesRoundUntilSomebodyLeads() throws Exception {
    ScriptedCoordinator first = follower(Optional.empty());
    ScriptedCoordinator second = follower(Optional.of(first.address()));
    start(first.address(), second.address());
    long session = first.next(Register.class).session();
    // Repeated over another connection, it is still the same question.
    assertEquals(session, second.next(Register.class).session());
    second.script(ControlClientTest::lead);
    expect("registered n4#1", "attached");
  }

  @Test
  void leavesALeaderThatAcceptsButNeverAnswers() throws Exception {
    ScriptedCoordinator frozen = new ScriptedCoordinator((channel, message) -> {});
    open.add(frozen);
    ScriptedCoordinator leader = leader();
    start(frozen.address(), leader.address());
    expect("registered n4#1", "attached");
  }

  @Test
  void leavesALeaderThatFallsSilent() throws Exception {
    ScriptedCoordinator leader = leader();
    start(leader.address());
    expect("registered n4#1", "attached");
    leader.script(
        (channel, message) -> {
          if (message instanceof Attach) {
            write(channel, TOPOLOGY);
          }
        });
    expect("lost", "topology", "attached");
  }

  @Test
  void beatsWithoutNewsWhileTheLinkThreadIsBusy() throws Exception {
    ScriptedCoordinator leader = leader();
    start(leader.address());
    Heartbeat told = leader.next(Heartbeat.class);
    tells = false;
    Heartbeat former = told;
    Heartbeat next = leader.next(Heartbeat.class);
    while (next.number() != former.number()) {
      former = next;
      next = leader.next(Heartbeat.class);
    }
    tells = true;
    tell();
    while (next.number() == former.number()) {
      next = leader.next(Heartbeat.class);
    }
  }

  @Test
  void whatALifeSaysAfterItsEndIsNotSent() throws Exception {
    ScriptedCoordinator leader = leader();
    start(leader.address());
    expect("registered n4#1", "attached");
    client.send(SECOND, new Finish(SECOND, new PartitionId("parse", 0), 1));
    Finish said = new Finish(FIRST, new PartitionId("parse", 0), 1);
    client.send(FIRST, said);
    assertEquals(said, leader.next(Finish.class));
  }

  @Test
  void isAskedOncePerLifeWhatToRegisterWith() throws Exception {
    registers = false;
    ScriptedCoordinator first = follower(Optional.empty());
    ScriptedCoordinator second = leader();
    start(first.address(), second.address());
    expect("asked");
    first.awaitConnection();
    first.hangUp();
    second.awaitConnection();
    assertEquals(List.of(), List.copyOf(events), "not asked again on another connection");
    registers = true;
    asked(session);
    expect("registered n4#1", "attached");
  }

  @Test
  void aDismissedInstanceBeginsANewLife() throws Exception {
    ScriptedCoordinator leader = leader();
    start(leader.address());
    expect("registered n4#1", "attached");
    long session = leader.next(Register.class).session();
    leader.script(
        (channel, message) -> {
          if (message instanceof Register) {
            write(channel, TOPOLOGY); // of the life that is over
            write(channel, registered(SECOND));
          }
        });
    leader.say(new Dismissed(FIRST, "did not answer"));
    expect("dismissed n4#1", "registered n4#2", "attached");
    assertNotEquals(session, leader.next(Register.class).session());
    leader.say(new Shutdown("done"));
    expect("shutdown done");
  }

  @Test
  void aRejectionIsPassedOn() throws Exception {
    ScriptedCoordinator leader =
        new ScriptedCoordinator(
            (channel, message) ->
                write(channel, new Rejected(RequestId.NONE, "no pipeline 'flights'")));
    open.add(leader);
    start(leader.address());
    expect("rejected no pipeline 'flights'");
  }

  @Override
  public void asked(long newSession) {
    session = newSession;
    if (!registers) {
      events.add("asked");
      return;
    }
    client.register(
        new Register(
            "flights", "n4", session, new Address("h", 1), "h", 1, List.of(), false, List.of()));
  }

  @Override
  public void beatDue() {
    if (tells) {
      tell();
    }
  }

  private void tell() {
    client.tell(new Heartbeat(life, words.incrementAndGet(), List.of(), List.of(), 0, 0));
  }

  @Override
  public void registered(Registered registered) {
    life = registered.instance();
    events.add("registered " + life);
  }

  @Override
  public void attached() {
    events.add("attached");
  }

  @Override
  public void topology(Topology topology) {
    events.add("topology");
  }

  @Override
  public void assign(Assign assign) {
    events.add("assign " + assign.partition());
  }

  @Override
  public void dismissed(Dismissed dismissed) {
    events.add("dismissed " + dismissed.instance());
  }

  @Override
  public void shutdown(String reason) {
    events.add("shutdown " + reason);
  }

  @Override
  public void rejected(String message) {
    events.add("rejected " + message);
  }

  @Override
  public void lost(String reason) {
    events.add("lost");
  }
}
