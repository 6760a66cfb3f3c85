package io.maillon.chaos.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that use the values that coordinators agree on as registers and counters, while faults
 * hit these, and write down what they did for the linearizability checker: models {@code
 * cas-register} and {@code counter}, split by key.
 *
 * <p>Half of the clients repeat a request until it is answered, through elections and lost
 * majorities, for longer than any suite holds these; the others give up soon and go on. Keys are
 * replaced by new ones after some hundred calls, which keeps their histories short enough to be
 * checked. Each client is a thread of its own.
 */
public final class Registers implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final int KEYS = 3;
  private static final int CALLS_PER_KEYS = 1_200;
  private static final int PAUSE_MAX_MS = 200;
  private static final Duration PATIENT = Duration.ofMinutes(3);
  private static final Duration IMPATIENT = Duration.ofSeconds(2);

  /** Calls that are under way may take so long until they are interrupted, and so long then. */
  private static final Duration END_WITHIN = Duration.ofSeconds(3);

  private final int pauseMaxMs;
  private final CallLog registers;
  private final CallLog counters;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong calls = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * The clients begin.
   *
   * @param seed that what they do is drawn from
   * @param directory that the files come into
   */
  public Registers(AgreedValues.Connector coordinators, long seed, Path directory)
      throws IOException {
    this(coordinators, seed, directory, PAUSE_MAX_MS);
  }

  Registers(AgreedValues.Connector coordinators, long seed, Path directory, int pauseMaxMs)
      throws IOException {
    this.pauseMaxMs = pauseMaxMs;
    registers = new CallLog(registers(directory));
    counters = new CallLog(counters(directory));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      SplittableRandom own = random.split();
      Thread thread = new Thread(() -> run(coordinators, number, own), "register-client-" + number);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Where the calls to registers are, in the directory of a run. */
  public static Path registers(Path directory) {
    return directory.resolve("registers.ndjson");
  }

  /** Where the calls to counters are. */
  public static Path counters(Path directory) {
    return directory.resolve("counters.ndjson");
  }

  private void run(AgreedValues.Connector coordinators, int number, SplittableRandom random) {
    try (AgreedValues values = coordinators.connect(number % 2 == 0 ? PATIENT : IMPATIENT)) {
      RegisterClient client =
          new RegisterClient(number, CLIENTS, values, registers, counters, random);
      while (!closed.await(random.nextInt(pauseMaxMs), TimeUnit.MILLISECONDS)) {
        long generation = calls.getAndIncrement() / CALLS_PER_KEYS;
        int key = random.nextInt(KEYS + 1);
        if (key < KEYS) {
          client.useRegister("register-" + generation + "-" + key);
        } else {
          client.useCounter("counter-" + generation);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // The top of the thread: its calls are no history any more, and the run has to say so.
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Waits for the calls that are under way, some seconds at most: what becomes of a request that
   * nobody answers by then is unknown.
   *
   * @throws IllegalStateException when a client failed: what it did is not known
   */
  @Override
  public void close() {
    closed.countDown();
    try {
      join();
      threads.forEach(Thread::interrupt);
      join();
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
    try (registers;
        counters) {
      expectNoFailure();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void join() throws InterruptedException {
    long endNs = System.nanoTime() + END_WITHIN.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime())));
    }
  }

  private void expectNoFailure() {
    if (failure.get() != null) {
      throw new IllegalStateException(
          "a client of the registers failed: " + failure.get(), failure.get());
    }
  }
}
