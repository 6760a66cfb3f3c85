package io.maillon.chaos.suite;

import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.protocol.Address;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that use the coordinators as registers, while faults hit them, and write down what they
 * did for the linearizability checker (model {@code cas-register}, independent keys).
 *
 * <p>A register is the name of a pipeline that nobody runs; its value is the definition in force.
 * To apply a definition is to compare-and-set from nil: a name that is taken refuses. To stop it is
 * to write nil. Requests are repeated under one id for longer than a minute, through elections and
 * lost majorities. Each client is a thread of its own.
 */
final class Registers implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int KEYS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PAUSE_MAX_MS = 200;

  private final List<Address> coordinators;
  private final BufferedWriter history;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  Registers(List<Address> coordinators, long seed, Path file) throws IOException {
    this.coordinators = List.copyOf(coordinators);
    history = Files.newBufferedWriter(file);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      SplittableRandom own = random.split();
      Thread thread = new Thread(() -> work(first, own), "register-client-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work(int first, SplittableRandom random) {
    long process = first;
    long value = first;
    try (CoordinatorClient client = CoordinatorClient.of(coordinators, PATIENCE)) {
      while (!closed.await(random.nextInt(PAUSE_MAX_MS), TimeUnit.MILLISECONDS)) {
        String key = "register-" + random.nextInt(KEYS);
        boolean known;
        if (random.nextInt(100) < 60) {
          value += CLIENTS; // Another one each time, so that a refusal is one.
          PipelineSpec spec = spec(key, value);
          known = call(process, "cas", key, "[null," + value + "]", () -> client.apply(spec));
        } else {
          known = call(process, "write", key, "null", () -> client.stop(key));
        }
        // Who does not know what became of its call is another one from there on.
        process += known ? 0 : CLIENTS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean call(long process, String f, String key, String value, Runnable request) {
    note(process, "invoke", f, key, value);
    try {
      request.run();
      note(process, "ok", f, key, value);
      return true;
    } catch (CoordinatorException e) {
      boolean known = e.kind() != CoordinatorException.Kind.INDETERMINATE;
      note(process, known ? "fail" : "info", f, key, value);
      return known;
    }
  }

  /** The only place where clients meet: the order of lines is the order of events. */
  private synchronized void note(long process, String type, String f, String key, String value) {
    try {
      history.write(
          "{\"process\":"
              + process
              + ",\"type\":\""
              + type
              + "\",\"f\":\""
              + f
              + "\",\"value\":[\""
              + key
              + "\","
              + value
              + "]}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PipelineSpec spec(String name, long value) {
    return new PipelineSpec(
            name,
            List.of(
                stage("read", StageSpec.Kind.SOURCE, Map.of("value", Long.toString(value))),
                stage("write", StageSpec.Kind.SINK, Map.of())),
            List.of(new LinkSpec("read", "write", Edge.FORWARD)),
            new Limits(64 << 10, 64 << 10, 32 << 10))
        .validated();
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, Map<String, String> options) {
    return new StageSpec(name, kind, "none.Such", 1, 1, 0, LogKind.MEMORY, options);
  }

  /** Waits for the calls that are under way. */
  @Override
  public void close() {
    closed.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      history.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
