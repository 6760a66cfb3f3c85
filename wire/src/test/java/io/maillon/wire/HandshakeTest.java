package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.peer.Ping;
import io.maillon.protocol.peer.Pong;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final InstanceId N1 = new InstanceId("n1", 1);
  private static final InstanceId N2 = new InstanceId("n2", 3);
  private static final Hello DATA = Hello.data("flights", N1, N2);

  /** What arrives behind the handshake. */
  private static final class Seen extends ChannelInboundHandlerAdapter {
    final List<Object> events = new ArrayList<>();
    final List<Object> messages = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      messages.add(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      errors.add(cause);
    }
  }

  private Seen dialler;
  private Seen listener;
  private EmbeddedChannel client;
  private EmbeddedChannel server;

  private void connect(Hello hello, Dialect dialect, Admission admission) {
    WireOptions options = WireOptions.DEFAULT;
    dialler = new Seen();
    listener = new Seen();
    client =
        new EmbeddedChannel(
            new FrameDecoder(options),
            new FrameEncoder(options),
            new ClientHandshake(hello, options),
            dialler);
    server =
        new EmbeddedChannel(
            new FrameDecoder(options),
            new FrameEncoder(options),
            new ServerHandshake(dialect, admission, options),
            listener);
    exchange();
  }

  private void exchange() {
    for (int i = 0; i < 2; i++) {
      byte[] there = RawFrames.written(client);
      if (there.length > 0 && server.isOpen()) {
        server.writeInbound(Unpooled.wrappedBuffer(there));
      }
      byte[] back = RawFrames.written(server);
      if (back.length > 0 && client.isOpen()) {
        client.writeInbound(Unpooled.wrappedBuffer(back));
      }
    }
  }

  private static Admission instance() {
    return Admission.data("flights", () -> Optional.of(N2));
  }

  private void refused(Refusal.Code code, String message) {
    assertTrue(listener.events.isEmpty() && dialler.events.isEmpty());
    assertFalse(client.isOpen());
    assertFalse(server.isOpen());
    for (Seen end : List.of(dialler, listener)) {
      assertEquals(1, end.errors.size(), end.errors.toString());
      Refusal refusal = ((HandshakeException) end.errors.get(0)).refusal().orElseThrow();
      assertEquals(new Refusal(code, message), refusal);
    }
  }

  @Test
  void bothEndsLearnWhatTheyShare() {
    connect(DATA, Dialect.CURRENT, instance());
    HandshakeDone done = new HandshakeDone(DATA, 1, 0);
    assertEquals(List.of(done), dialler.events);
    assertEquals(List.of(done), listener.events);
    assertNull(client.pipeline().get(ClientHandshake.class));
    assertNull(server.pipeline().get(ServerHandshake.class));
    client.writeOutbound(new Ping(1));
    exchange();
    server.writeOutbound(new Pong(1));
    exchange();
    assertEquals(List.of(new Ping(1)), listener.messages);
    assertEquals(List.of(new Pong(1)), dialler.messages);
    client.advanceTimeBy(1, TimeUnit.MINUTES);
    client.runScheduledPendingTasks();
    assertTrue(client.isOpen());
  }

  @Test
  void highestCommonVersionAndCommonFeatures() {
    int[][] cases = {
      // client min, max, server min, max, expected (0 = none)
      {1, 1, 1, 1, 1},
      {1, 3, 2, 5, 3},
      {2, 5, 1, 3, 3},
      {1, 9, 4, 4, 4},
      {3, 4, 1, 2, 0},
      {1, 2, 3, 4, 0},
    };
    for (int[] c : cases) {
      Hello hello =
          new Hello(c[0], c[1], 0b0110, Hello.Kind.ADMIN, "", Optional.empty(), Optional.empty());
      Dialect dialect = new Dialect(c[2], c[3], 0b0011);
      assertEquals(c[4], dialect.commonVersion(hello).orElse(0), hello + " " + dialect);
      if (c[4] > 0) {
        connect(hello, dialect, Admission.coordinator());
        assertEquals(List.of(new HandshakeDone(hello, c[4], 0b0010)), dialler.events);
      }
    }
  }

  @Test
  void noCommonVersion() {
    connect(DATA, new Dialect(2, 3, 0), instance());
    refused(Refusal.Code.VERSION, "versions 1 to 1: expected one from 2 to 3");
  }

  @Test
  void formerLifeOfTheListener() {
    Hello former = Hello.data("flights", N1, new InstanceId("n2", 2));
    connect(former, Dialect.CURRENT, instance());
    refused(Refusal.Code.NOT_ME, "n2#2: listening here is n2#3");
  }

  @Test
  void listenerWithoutAnId() {
    connect(DATA, Dialect.CURRENT, Admission.data("flights", Optional::empty));
    refused(Refusal.Code.NOT_ME, "n2#3: listening here is nobody registered yet");
  }

  @Test
  void otherPipeline() {
    connect(Hello.data("orders", N1, N2), Dialect.CURRENT, instance());
    refused(Refusal.Code.PIPELINE, "'orders': expected 'flights'");
  }

  @Test
  void otherKind() {
    connect(Hello.admin(), Dialect.CURRENT, instance());
    refused(Refusal.Code.KIND, "kind ADMIN: expected DATA");
  }

  @Test
  void dataConnectionToACoordinator() {
    connect(DATA, Dialect.CURRENT, Admission.coordinator());
    refused(Refusal.Code.KIND, "kind DATA: expected CONTROL or ADMIN");
  }

  @Test
  void controlConnectionCarriesControlMessagesOnly() {
    connect(Hello.control("flights", Optional.of(N1)), Dialect.CURRENT, Admission.coordinator());
    server.writeOutbound(new HeartbeatReply(4), new Ping(1));
    exchange();
    assertEquals(List.of(new HeartbeatReply(4)), dialler.messages);
    assertTrue(dialler.errors.get(0) instanceof MalformedFrameException);
    assertFalse(client.isOpen());
  }

  @Test
  void messageBeforeTheHandshake() {
    connect(DATA, Dialect.CURRENT, instance());
    EmbeddedChannel early = new EmbeddedChannel();
    FrameCodec.server(early.pipeline(), instance(), WireOptions.DEFAULT);
    Seen seen = new Seen();
    early.pipeline().addLast(seen);
    early.writeInbound(Unpooled.wrappedBuffer(RawFrames.connection(new Ping(1))));
    assertTrue(seen.errors.get(0) instanceof MalformedFrameException);
    assertFalse(early.isOpen());
  }

  @Test
  void silenceEndsInTime() {
    WireOptions options = WireOptions.DEFAULT;
    for (boolean dials : List.of(true, false)) {
      EmbeddedChannel channel = new EmbeddedChannel();
      channel.freezeTime();
      Seen seen = new Seen();
      if (dials) {
        FrameCodec.client(channel.pipeline(), DATA, options);
      } else {
        FrameCodec.server(channel.pipeline(), instance(), options);
      }
      channel.pipeline().addLast(seen);
      channel.advanceTimeBy(options.handshakeTimeoutMs() - 1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      assertTrue(channel.isOpen());
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      assertFalse(channel.isOpen());
      assertEquals(1, seen.errors.size());
      assertFalse(((HandshakeException) seen.errors.get(0)).refusal().isPresent());
    }
  }

  @Test
  void connectionCutBeforeTheEnd() {
    EmbeddedChannel channel = new EmbeddedChannel();
    FrameCodec.client(channel.pipeline(), DATA, WireOptions.DEFAULT);
    Seen seen = new Seen();
    channel.pipeline().addLast(seen);
    var unused = channel.close();
    assertEquals(1, seen.errors.size());
    assertTrue(seen.errors.get(0) instanceof HandshakeException);
  }

  @Test
  void codeOfANewerBuildIsStillShown() {
    assertEquals(Refusal.Code.UNKNOWN, Refusal.Code.of(77));
    for (Refusal.Code code : Refusal.Code.values()) {
      assertEquals(code, Refusal.Code.of(code.number()));
    }
  }
}
