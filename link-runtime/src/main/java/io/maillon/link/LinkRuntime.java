package io.maillon.link;

import io.maillon.link.internal.shell.RuntimeShell;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One instance of a pipeline, embedded in this process: it registers with the coordinators, runs
 * the partitions that it is given and holds replicas for others, until the pipeline is over or it
 * is closed. Thread-safe.
 *
 * <pre>{@code
 * try (LinkRuntime runtime =
 *     LinkRuntime.builder("flights", "n1", List.of(Address.parse("127.0.0.1:7000"))).build()) {
 *   runtime.start();
 *   RuntimeEnd end = runtime.awaitEnd();
 * }
 * }</pre>
 */
public final class LinkRuntime implements AutoCloseable {
  private final LinkSettings settings;
  private final RuntimeShell shell;
  private final AtomicBoolean started = new AtomicBoolean();

  LinkRuntime(LinkSettings settings) {
    this.settings = settings;
    shell = new RuntimeShell(settings);
  }

  /**
   * Begins to collect settings.
   *
   * @param pipeline that the instance works for
   * @param instance its name, unique in the pipeline; the same after a restart
   * @param coordinators where coordinators listen; any of them finds the leader
   */
  public static LinkRuntimeBuilder builder(
      String pipeline, String instance, List<Address> coordinators) {
    return new LinkRuntimeBuilder(pipeline, instance, coordinators);
  }

  public LinkSettings settings() {
    return settings;
  }

  /**
   * Takes the port and the log directory, then works on threads of its own. Does not wait for a
   * coordinator: it looks for one until it finds it.
   *
   * @throws IOException when the port is taken or the log directory can't be used, naming it
   */
  public void start() throws IOException, InterruptedException {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "instance " + settings.instance() + " was started before: expected a new runtime");
    }
    shell.start();
  }

  /** How it ended, once it has; never fails. */
  public CompletableFuture<RuntimeEnd> ended() {
    return shell.ended().copy();
  }

  /** Waits until the pipeline is over, the instance is not needed, or it is closed. */
  public RuntimeEnd awaitEnd() throws InterruptedException {
    try {
      return shell.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a runtime never fails", e);
    }
  }

  /** Ends the instance; returns when its threads, sockets and files are gone. */
  @Override
  public void close() {
    shell.close();
    shell.ended().join();
  }
}
