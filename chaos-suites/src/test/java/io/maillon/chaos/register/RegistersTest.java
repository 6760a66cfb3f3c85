package io.maillon.chaos.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maillon.chaos.checker.Budget;
import io.maillon.chaos.checker.HistoryBuilder;
import io.maillon.chaos.checker.LinearizabilityChecker;
import io.maillon.chaos.checker.LinearizabilityResult;
import io.maillon.chaos.checker.Models;
import io.maillon.chaos.checker.Verdict;
import io.maillon.coordinator.AgreedValue;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.Reply;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.ValueAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients against a state in this JVM, right and with planted faults, and what is found. */
class RegistersTest {
  private static final int CALLS = 2_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  @TempDir Path directory;

  private final CountDownLatch calls = new CountDownLatch(CALLS);
  private final Set<Duration> patiences = new ConcurrentSkipListSet<>();
  private final ClusterState state = new ClusterState();
  private final Map<String, AgreedValue> before = new HashMap<>();

  /** What happens to every 20th call. */
  @FunctionalInterface
  private interface Fault {
    AgreedValue on(String name, ValueAccess access);
  }

  private synchronized AgreedValue right(String name, ValueAccess access) {
    AgreedValue present = apply(name, new ValueAccess.Read());
    AgreedValue after = apply(name, access);
    if (!after.text().equals(present.text())) {
      before.put(name, present);
    }
    return after;
  }

  private AgreedValue apply(String name, ValueAccess access) {
    Reply reply = state.apply(new Command(0, 0, 0, new Action.UseValue(name, access)));
    return new AgreedValue(reply.done(), reply.message(), reply.value());
  }

  private void run(Fault fault) throws Exception {
    AgreedValues.Connector connector =
        patience -> {
          patiences.add(patience);
          return new AgreedValues() {
            @Override
            public AgreedValue access(String name, ValueAccess access) {
              calls.countDown();
              return calls.getCount() % 20 == 0 ? fault.on(name, access) : right(name, access);
            }

            @Override
            public void close() {}
          };
        };
    Registers clients = new Registers(connector, 7, directory, 2);
    boolean enough = calls.await(60, TimeUnit.SECONDS);
    clients.close();
    assertTrue(enough, calls + " of the calls are missing");
  }

  private LinearizabilityResult check(Path file, String model) throws IOException {
    HistoryBuilder history = new HistoryBuilder(false);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      history.add(i + 1, MAPPER.readValue(lines.get(i), new TypeReference<>() {}));
    }
    return LinearizabilityChecker.check(
        history.build(), Models.named(model, Optional.empty()), Budget.DEFAULT);
  }

  private Verdict registers() throws IOException {
    return check(Registers.registers(directory), "cas-register").verdict();
  }

  private Verdict counters() throws IOException {
    return check(Registers.counters(directory), "counter").verdict();
  }

  private static AgreedValue unknown(Supplier<AgreedValue> request, boolean done) {
    if (done) {
      var unused = request.get();
    }
    throw new CoordinatorException(CoordinatorException.Kind.INDETERMINATE, "no answer");
  }

  @Test
  void whatIsRightIsValidAndEveryKindOfCallIsMade() throws Exception {
    run(this::right);
    assertEquals(Verdict.VALID, registers());
    assertEquals(Verdict.VALID, counters());
    String all =
        Files.readString(Registers.registers(directory))
            + Files.readString(Registers.counters(directory));
    for (String f : List.of("read", "write", "cas", "add")) {
      assertTrue(all.contains("\"type\":\"ok\",\"f\":\"" + f + "\""), f);
    }
    assertTrue(all.contains("\"type\":\"fail\",\"f\":\"cas\""), "some expect what is outdated");
    assertTrue(patiences.stream().anyMatch(p -> p.toSeconds() > 60), patiences::toString);
    assertTrue(patiences.stream().anyMatch(p -> p.toSeconds() < 10), patiences::toString);
  }

  @Test
  void lostAnswersAreUnknownAndStillValid() throws Exception {
    run((name, access) -> unknown(() -> right(name, access), calls.getCount() % 40 == 0));
    assertEquals(Verdict.VALID, registers());
    assertEquals(Verdict.VALID, counters());
    assertTrue(Files.readString(Registers.counters(directory)).contains("\"type\":\"info\""));
  }

  @Test
  void aStaleReadConvicts() throws Exception {
    run(
        (name, access) ->
            access instanceof ValueAccess.Read ? stale(name, access) : right(name, access));
    assertEquals(Verdict.INVALID, registers());
  }

  private synchronized AgreedValue stale(String name, ValueAccess access) {
    return before.getOrDefault(name, right(name, access));
  }

  @Test
  void aRetryThatIsAppliedTwiceConvicts() throws Exception {
    run(
        (name, access) -> {
          AgreedValue answer = right(name, access);
          return access instanceof ValueAccess.Add ? right(name, access) : answer;
        });
    assertEquals(Verdict.INVALID, counters());
    assertEquals(Verdict.VALID, registers(), "to write the same again changes nothing");
  }

  @Test
  void aRefusalThatHappenedAllTheSameConvicts() throws Exception {
    run(
        (name, access) -> {
          AgreedValue answer = right(name, access);
          return new AgreedValue(access instanceof ValueAccess.Read, "refused", answer.text());
        });
    assertEquals(Verdict.INVALID, registers());
  }

  /** Nobody goes on for long, so nobody waits for more calls. */
  private AgreedValue fail() {
    for (long left = calls.getCount(); left > 0; left--) {
      calls.countDown();
    }
    throw new IllegalArgumentException("planted");
  }

  @Test
  @Timeout(60) // Far less than the patience of half of them.
  void whoGetsNoAnswerDoesNotHoldUpTheEnd() throws Exception {
    AgreedValues.Connector nobody = AgreedValues.of(List.of(new Address("127.0.0.1", 1)));
    CountDownLatch asking = new CountDownLatch(8);
    Registers clients = new Registers(patience -> told(nobody, patience, asking), 7, directory, 2);
    asking.await();
    clients.close();
    String all =
        Files.readString(Registers.registers(directory))
            + Files.readString(Registers.counters(directory));
    long invoked = all.lines().filter(line -> line.contains("\"type\":\"invoke\"")).count();
    assertTrue(invoked >= 8, all);
    assertEquals(2 * invoked, all.lines().count(), "each call is written down to its end");
  }

  private static AgreedValues told(
      AgreedValues.Connector to, Duration patience, CountDownLatch asking) {
    AgreedValues values = to.connect(patience);
    return new AgreedValues() {
      @Override
      public AgreedValue access(String name, ValueAccess access) {
        asking.countDown();
        return values.access(name, access);
      }

      @Override
      public void close() {
        values.close();
      }
    };
  }

  @Test
  void theEndOfAClientIsNotSilent() {
    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> run((name, access) -> fail()));
    assertTrue(
        failed.getMessage().startsWith("a client of the registers failed: "), failed.getMessage());
    assertTrue(failed.getMessage().endsWith("planted"), failed.getMessage());
  }
}
