package io.maillon.link.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.InstanceId;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeersTest {
  private static final InstanceId A = new InstanceId("a", 1);
  private static final InstanceId B = new InstanceId("b", 1);

  private final List<RecordedPeer> open = new ArrayList<>();

  private RecordedPeer peer(InstanceId self) throws Exception {
    RecordedPeer peer = new RecordedPeer(self);
    open.add(peer);
    return peer;
  }

  @AfterEach
  void close() throws Exception {
    for (RecordedPeer peer : open) {
      peer.close();
    }
  }

  @Test
  void dialsOnceAndKeepsTheOrderBothWays() throws Exception {
    RecordedPeer a = peer(A);
    RecordedPeer b = peer(B);
    a.knows(b);
    a.send(B, 1, 200);
    assertEquals("connected b#1", a.next());
    assertEquals("connected a#1", b.next());
    for (int i = 1; i <= 200; i++) {
      assertEquals("a#1 " + i, b.next());
    }
    b.send(A, 1, 200); // b never learned where a listens: it needs no address
    for (int i = 1; i <= 200; i++) {
      assertEquals("b#1 " + i, a.next());
    }
    assertTrue(a.events.isEmpty() && b.events.isEmpty());
  }

  @Test
  void aRefusedConnectionIsToldAsRefused() throws Exception {
    RecordedPeer a = peer(A);
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    a.knows(RecordedPeer.entry(B, free));
    a.send(B, 1, 1);
    assertEquals("disconnected b#1 refused", a.next());
  }

  @Test
  void anUnknownPeerIsUnreachableAndToldOnceForAll() throws Exception {
    RecordedPeer a = peer(A);
    a.send(B, 1, 3);
    assertEquals("disconnected b#1", a.next());
    a.onLoop(() -> {});
    assertTrue(a.events.isEmpty());
  }

  @Test
  void aWrongIncarnationIsRefused() throws Exception {
    RecordedPeer a = peer(A);
    RecordedPeer second = peer(new InstanceId("b", 2));
    a.knows(RecordedPeer.entry(B, second.port));
    a.send(B, 1, 1);
    assertEquals("disconnected b#1", a.next());
    assertTrue(second.events.isEmpty());
  }

  @Test
  void nobodyIsLetInBetweenTwoLives() throws Exception {
    RecordedPeer a = peer(A);
    RecordedPeer b = peer(B);
    a.knows(b);
    b.onLoop(() -> b.server.serve(null));
    a.send(B, 1, 1);
    assertEquals("disconnected b#1", a.next());
    b.onLoop(() -> b.server.serve(b.peers));
    a.send(B, 2, 2);
    assertEquals("connected b#1", a.next());
    assertEquals("connected a#1", b.next());
    assertEquals("a#1 2", b.next());
  }

  @Test
  void anEndIsToldAndTheNextMessageDialsAgain() throws Exception {
    RecordedPeer a = peer(A);
    RecordedPeer b = peer(B);
    a.knows(b);
    b.knows(a);
    a.send(B, 1, 1);
    assertEquals("connected b#1", a.next());
    assertEquals("connected a#1", b.next());
    assertEquals("a#1 1", b.next());
    b.onLoop(() -> b.peers.link(A).hangUp());
    assertEquals("disconnected b#1", a.next());
    assertEquals("disconnected a#1", b.next());
    b.send(A, 1, 1);
    assertEquals("connected a#1", b.next());
    assertEquals("connected b#1", a.next());
    assertEquals("b#1 1", a.next());
  }

  @Test
  void aPeerThatAcceptsButNeverAnswersIsUnreachable() throws Exception {
    RecordedPeer a = peer(A);
    try (ServerSocket frozen = new ServerSocket(0)) {
      a.knows(RecordedPeer.entry(B, frozen.getLocalPort()));
      a.send(B, 1, 1);
      try (Socket accepted = frozen.accept()) {
        assertTrue(accepted.isConnected());
        assertEquals("disconnected b#1", a.next());
      }
    }
  }

  /**
   * Both dial at the same moment, again and again: each side ends up with the same one connection,
   * everything written after the last loss that was told arrives, in order.
   */
  @Test
  void bothMayDialAtOnce() throws Exception {
    for (int round = 1; round <= 40; round++) {
      RecordedPeer a = new RecordedPeer(A);
      RecordedPeer b = new RecordedPeer(B);
      a.knows(b);
      b.knows(a);
      CyclicBarrier barrier = new CyclicBarrier(2);
      sendAtBarrier(a, B, barrier);
      sendAtBarrier(b, A, barrier);
      assertEquals(expected("b#1"), take(a, 51), "round " + round);
      assertEquals(expected("a#1"), take(b, 51), "round " + round);
      a.send(B, 51, 60);
      b.send(A, 51, 60);
      assertEquals(numbers("b#1", 51, 60), take(a, 10), "round " + round);
      assertEquals(numbers("a#1", 51, 60), take(b, 10), "round " + round);
      a.close();
      b.close();
    }
  }

  /**
   * Connections end at any moment, on either side: what arrives is in order and never twice, and
   * what was sent since the last loss that was told arrives.
   */
  @Test
  void nothingIsLostUntold() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      RecordedPeer a = new RecordedPeer(A);
      RecordedPeer b = new RecordedPeer(B);
      a.knows(b);
      b.knows(a);
      Random random = new Random(seed);
      for (int step = 0; step < 2_000; step++) {
        RecordedPeer actor = random.nextBoolean() ? a : b;
        InstanceId other = actor == a ? B : A;
        if (random.nextInt(20) == 0) {
          actor.onLoop(() -> actor.peers.link(other).hangUp());
        } else {
          actor.sendNumbered(other);
        }
      }
      List<Long> atB = finish(a, b);
      List<Long> atA = finish(b, a);
      expectTold(a, atB, "seed " + seed + " a to b");
      expectTold(b, atA, "seed " + seed + " b to a");
      a.close();
      b.close();
    }
  }

  /** Sends until one message arrives at the other end, and gives all that arrived up to it. */
  private static List<Long> finish(RecordedPeer from, RecordedPeer to) throws Exception {
    List<Long> arrived = new ArrayList<>();
    String mark = from.self + " ";
    long last = from.sendNumbered(to.self);
    while (arrived.isEmpty() || arrived.get(arrived.size() - 1) < last) {
      String event = to.events.poll(2, TimeUnit.SECONDS);
      if (event == null) {
        last = from.sendNumbered(to.self); // the one before was lost with its connection
      } else if (event.startsWith(mark)) {
        arrived.add(Long.parseLong(event.substring(mark.length())));
      }
    }
    return arrived;
  }

  private static void expectTold(RecordedPeer from, List<Long> arrived, String where) {
    assertEquals(arrived.stream().sorted().distinct().toList(), arrived, where);
    List<Long> since = List.copyOf(from.sentSinceLoss);
    assertEquals(since, arrived.subList(arrived.size() - since.size(), arrived.size()), where);
  }

  private static void sendAtBarrier(RecordedPeer from, InstanceId to, CyclicBarrier barrier) {
    from.loop.execute(
        () -> {
          try {
            barrier.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    from.send(to, 1, 50);
  }

  private static List<String> expected(String peer) {
    List<String> expected = new ArrayList<>(List.of("connected " + peer));
    expected.addAll(numbers(peer, 1, 50));
    return expected;
  }

  private static List<String> numbers(String peer, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> peer + " " + i).toList();
  }

  private static List<String> take(RecordedPeer peer, int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(peer.next());
    }
    return taken;
  }
}
