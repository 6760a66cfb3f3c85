package io.maillon.link.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.control.PeerView.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PulseTest implements Pulse.Host {
  private static final InstanceId SELF = new InstanceId("n4", 1);
  private static final long INTERVAL_MS = 50;
  private static final long STALL_INTERVALS = Pulse.STALL_MS_MAX / INTERVAL_MS;

  private final List<Heartbeat> beats = new ArrayList<>();
  private final Pulse pulse = new Pulse(INTERVAL_MS, 0, this);
  private int asked;
  private long nowMs;
  private long words;

  @Test
  void sendsTheWordWhenItComes() {
    tick();
    assertEquals(1, asked);
    Heartbeat word = tell();
    assertEquals(List.of(word), beats);
    half();
    assertEquals(List.of(word), beats);
  }

  @Test
  void doesNotBeatBeforeTheFirstWord() {
    for (int i = 0; i < 3 * STALL_INTERVALS; i++) {
      interval();
    }
    assertEquals(List.of(), beats);
    assertEquals(1, asked);
  }

  /** Old testimony would speak for the dead. */
  @Test
  void beatsWithoutNewsWhenTheWordIsLate() {
    tick();
    Heartbeat word = tell();
    half();
    interval();
    assertEquals(
        List.of(word, new Heartbeat(SELF, 1, List.of(), List.of(), word.loadMilli(), 7)), beats);
  }

  @Test
  void sendsABelatedWordAtTheNextBeat() {
    tick();
    tell();
    half();
    interval();
    Heartbeat belated = tell();
    assertEquals(2, beats.size());
    interval();
    assertEquals(3, beats.size());
    assertEquals(belated, beats.get(2));
    tick();
    assertEquals(tell(), beats.get(3), "and is in time again");
  }

  @Test
  void fallsSilentWhenTheLinkThreadStandsStillUntilItSpeaks() {
    tick();
    tell();
    half();
    for (int i = 0; i < 2 * STALL_INTERVALS; i++) {
      interval();
    }
    assertEquals(1 + STALL_INTERVALS, beats.size());
    Heartbeat word = tell();
    interval();
    assertEquals(word, beats.get(beats.size() - 1));
  }

  @Test
  void aPauseOfTheWholeProcessIsNoStall() {
    tick();
    tell();
    half();
    interval();
    nowMs += 2 * Pulse.STALL_MS_MAX;
    interval();
    assertEquals(3, beats.size());
  }

  @Test
  void aPauseBetweenABeatAndItsHalfIsNoStall() {
    tick();
    tell();
    half();
    tick();
    nowMs += 2 * Pulse.STALL_MS_MAX;
    half();
    assertEquals(2, beats.size());
  }

  /** On a busy machine this thread is late as well, again and again. */
  @Test
  void hiccupsDoNotHideAStall() {
    tick();
    tell();
    half();
    for (int i = 0; i < 4 * STALL_INTERVALS; i++) {
      interval();
      nowMs += i % 10 == 0 ? 400 : 0;
    }
    assertTrue(beats.size() <= 1 + STALL_INTERVALS, beats.size() + " beats");
  }

  @Test
  void testimonyIsNotHeldOverAPause() {
    tick();
    tell();
    half();
    interval();
    tell();
    nowMs += 2 * Pulse.STALL_MS_MAX;
    tick();
    assertEquals(List.of(), beats.get(2).peers());
  }

  private void interval() {
    tick();
    half();
  }

  private void tick() {
    pulse.tick(TimeUnit.MILLISECONDS.toNanos(nowMs));
    nowMs += INTERVAL_MS / 2;
  }

  private void half() {
    pulse.half(TimeUnit.MILLISECONDS.toNanos(nowMs));
    nowMs += INTERVAL_MS / 2;
  }

  private Heartbeat tell() {
    List<PeerView> peers = List.of(new PeerView(new InstanceId("n5", 1), State.REACHABLE, 0));
    Heartbeat word = new Heartbeat(SELF, ++words, List.of(), peers, 100 + words, 7);
    pulse.told(word, Thread.currentThread());
    return word;
  }

  @Override
  public void ask() {
    asked++;
  }

  @Override
  public void beat(Heartbeat beat) {
    beats.add(beat);
  }
}
