package io.maillon.link;

import com.codahale.metrics.MetricRegistry;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a {@link LinkRuntime} is told before it starts; made by its builder, where the
 * defaults are described. Immutable.
 *
 * @param pipeline that the instance works for
 * @param instance its name, the same in every life, unique in the pipeline
 * @param coordinators where coordinators listen, at least one
 * @param bindHost address of this machine on which the data server listens
 * @param port of the data server, 0 = any that is free
 * @param advertisedHost under which peers reach the data server
 * @param via HTTP proxy through which it dials peers and coordinators; empty = directly
 * @param machine that it runs on, for placement
 * @param stages that it can run; empty = all
 * @param logHost whether it only holds replicas and runs nothing
 * @param logDirectory where file logs are kept; empty = stages with file logs can't run here
 * @param logSync what a write to a file log waits for
 * @param logBytesMax disk space of all file logs together
 * @param logLockTimeout how long to wait for a former process to let go of the log directory
 * @param memoryBytesMax memory that the instance lends to logs, own ones and replicas
 * @param functionThreads shared by all partitions but those of sources
 * @param classLoader where user code is found
 * @param metrics where the runtime registers what it measures
 * @param jmx whether the metrics are shown over JMX
 */
public record LinkSettings(
    String pipeline,
    String instance,
    List<Address> coordinators,
    String bindHost,
    int port,
    String advertisedHost,
    Optional<Address> via,
    String machine,
    List<String> stages,
    boolean logHost,
    Optional<Path> logDirectory,
    LogSync logSync,
    long logBytesMax,
    Duration logLockTimeout,
    long memoryBytesMax,
    int functionThreads,
    ClassLoader classLoader,
    MetricRegistry metrics,
    boolean jmx) {
  private static final String NAME = "[A-Za-z][A-Za-z0-9._-]{0,62}";
  private static final int PORT_MAX = 65_535;
  private static final int THREADS_MAX = 1024;

  /** Refuses what can't work, with the name of the setting, its value and what was expected. */
  public LinkSettings {
    coordinators = List.copyOf(coordinators);
    stages = List.copyOf(stages);
    expect("pipeline", pipeline, pipeline.matches(NAME), "a letter, then letters or digits");
    expect(
        "instance",
        instance,
        instance.matches(NAME),
        "a letter, then up to 62 letters, digits, '.', '_' or '-'");
    expect("coordinators", coordinators, !coordinators.isEmpty(), "at least one HOST:PORT");
    expect("port", port, port >= 0 && port <= PORT_MAX, "0 to " + PORT_MAX);
    expect("advertisedHost", advertisedHost, !advertisedHost.isBlank(), "a host name");
    expect(
        "functionThreads",
        functionThreads,
        functionThreads >= 1 && functionThreads <= THREADS_MAX,
        "1 to " + THREADS_MAX);
    expect("memoryBytesMax", memoryBytesMax, memoryBytesMax > 0, "more than 0");
    expect("logBytesMax", logBytesMax, logBytesMax > 0, "more than 0");
    expect("logLockTimeout", logLockTimeout, !logLockTimeout.isNegative(), "0 or more");
  }

  private static void expect(String name, Object value, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": '" + value + "': expected " + expected);
    }
  }
}
