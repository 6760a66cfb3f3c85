package io.maillon.coordinator.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SerialLoopTest {
  @Test
  void runsEventsInOrderAndTicks() throws Exception {
    CountDownLatch ticks = new CountDownLatch(3);
    List<Integer> seen = new ArrayList<>();
    CompletableFuture<List<Integer>> done = new CompletableFuture<>();
    try (SerialLoop loop =
        new SerialLoop(
            "test", 16, 1_000_000, n -> ticks.countDown(), n -> {}, done::completeExceptionally)) {
      loop.start();
      for (int i = 0; i < 10; i++) {
        int number = i;
        loop.put(() -> seen.add(number));
      }
      loop.put(() -> done.complete(List.copyOf(seen)));
      assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), done.get());
      assertTrue(ticks.await(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void saysWhenItIsFullAndTakesNothingAfterItsEnd() {
    SerialLoop loop = new SerialLoop("test", 2, 1_000_000_000, now -> {}, now -> {}, fault -> {});
    assertTrue(loop.offer(() -> {}));
    assertTrue(loop.offer(() -> {}));
    assertFalse(loop.offer(() -> {}));
    loop.start();
    loop.close();
    assertFalse(loop.offer(() -> {}));
    loop.put(() -> {});
  }

  @Test
  void isIdleOnceAfterWhatWasWaiting() throws Exception {
    List<String> seen = new ArrayList<>();
    CompletableFuture<List<String>> done = new CompletableFuture<>();
    try (SerialLoop loop =
        new SerialLoop(
            "test",
            16,
            1_000_000_000,
            now -> {},
            now -> {
              seen.add("idle");
              done.complete(List.copyOf(seen));
            },
            done::completeExceptionally)) {
      loop.put(() -> seen.add("a"));
      loop.put(() -> seen.add("b"));
      loop.start();
      assertEquals(List.of("a", "b", "idle"), done.get());
    }
  }

  @Test
  void reportsAFaultAndEnds() throws Exception {
    CompletableFuture<Throwable> fault = new CompletableFuture<>();
    try (SerialLoop loop =
        new SerialLoop("test", 2, 1_000_000_000, now -> {}, now -> {}, fault::complete)) {
      loop.start();
      IllegalStateException broken = new IllegalStateException("broken");
      loop.put(
          () -> {
            throw broken;
          });
      assertSame(broken, fault.get());
      assertFalse(loop.offer(() -> {}));
    }
  }
}
