package io.maillon.coordinator.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.control.ValueAccess;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests and their repeats, counted with an agreed value. */
class SessionsTest {
  private static final Action READ = new Action.UseValue("n", new ValueAccess.Read());
  private static final Action ADD = new Action.UseValue("n", new ValueAccess.Add(1));

  private ClusterState state = new ClusterState();
  private long nonce = -1;

  private long open() {
    state.apply(new Command(0, nonce--, 0, new Action.OpenSession()));
    return state.version();
  }

  private Reply ask(long session, long number, Action action) {
    return state.apply(new Command(0, session, number, action));
  }

  private Optional<String> count() {
    return ask(open(), 1, READ).value();
  }

  /** As many others are used as let the session that is silent longest expire. */
  private void useOthers(int count) {
    for (int i = 0; i < count; i++) {
      open();
    }
  }

  private void restart() {
    byte[] dump = state.dump();
    state = ClusterState.load(dump);
    assertArrayEquals(dump, state.dump());
  }

  @Test
  void aRepeatedRequestIsAnsweredAndNotDoneAgain() {
    long session = open();
    Reply first = ask(session, 1, ADD);
    assertEquals(Optional.of("1"), first.value());
    assertEquals(first, ask(session, 1, ADD));
    restart();
    assertEquals(first, ask(session, 1, ADD));
    assertEquals(Optional.of("2"), ask(session, 2, ADD).value());
    assertEquals(Optional.of("2"), count());
  }

  @Test
  void whatIsBehindALaterRequestIsNeverDone() {
    long session = open();
    ask(session, 2, ADD);
    Reply late = ask(session, 1, ADD);
    assertFalse(late.done());
    assertEquals("request 1 of session " + session + ": expected one after 2", late.message());
    assertEquals(Optional.of("1"), count());
  }

  @Test
  void aRepeatInAnExpiredSessionIsRefusedAndNotDoneAgain() {
    long session = open();
    ask(session, 1, ADD);
    useOthers(Sessions.SESSIONS_MAX);
    Reply repeat = ask(session, 1, ADD);
    assertEquals(Reply.EXPIRED, repeat);
    assertTrue(
        repeat.message().contains("has expired, as 1024 others were used since"), repeat.message());
    restart();
    assertEquals(Reply.EXPIRED, ask(session, 1, ADD));
    assertEquals(Reply.EXPIRED, ask(session, 2, ADD), "nor is anything new done in it");
    assertEquals(Optional.of("1"), count());
  }

  @Test
  void whoeverIsSilentLongestExpiresFirst() {
    long silent = open();
    long repeating = open();
    ask(repeating, 1, ADD);
    useOthers(Sessions.SESSIONS_MAX - 2);
    ask(repeating, 1, ADD); // Waiting for an answer is not silence.
    restart();
    open();
    assertEquals(Reply.EXPIRED, ask(silent, 1, ADD));
    assertTrue(ask(repeating, 1, ADD).done());
    assertEquals(Optional.of("1"), count());
  }

  /** 1024 of them are kept, in memory and in each snapshot. */
  @Test
  void aReplyIsShortHoweverLongTheRequest() {
    long session = open();
    Reply reply = ask(session, 1, new Action.Stop("p".repeat(500_000)));
    assertFalse(reply.done());
    assertEquals(2049, reply.message().length());
    assertEquals(reply, ask(session, 1, new Action.Stop("p".repeat(500_000))), "repeated");
    assertTrue(state.dump().length < 5_000);
  }

  @Test
  void anIdIsNeverGrantedAgain() {
    long first = open();
    useOthers(Sessions.SESSIONS_MAX);
    restart();
    assertTrue(open() > first + Sessions.SESSIONS_MAX);
    assertEquals(Sessions.SESSIONS_MAX, state.sessions().all().size());
  }

  @Test
  void requestsOfASessionThatWasNeverOpenedAreRefused() {
    assertEquals(Reply.EXPIRED, ask(4711, 1, ADD));
    assertEquals(Optional.empty(), count());
  }
}
