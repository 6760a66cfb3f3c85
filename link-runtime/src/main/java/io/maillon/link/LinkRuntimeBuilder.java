package io.maillon.link;

import com.codahale.metrics.MetricRegistry;
import io.maillon.protocol.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects the settings of a {@link LinkRuntime}; what is not set has the default named here. */
public final class LinkRuntimeBuilder {
  private final String pipeline;
  private final String instance;
  private final List<Address> coordinators;
  private String bindHost = "127.0.0.1";
  private int port;
  private String advertisedHost;
  private Address via;
  private String machine;
  private List<String> stages = List.of();
  private boolean logHost;
  private Path logDirectory;
  private LogSync logSync = LogSync.NONE;
  private long logBytesMax = Long.MAX_VALUE;
  private Duration logLockTimeout = Duration.ofSeconds(30);
  private long memoryBytesMax = Runtime.getRuntime().maxMemory() / 2;
  private int functionThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
  private ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
  private MetricRegistry metrics = new MetricRegistry();
  private boolean jmx;

  LinkRuntimeBuilder(String pipeline, String instance, List<Address> coordinators) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.instance = Objects.requireNonNull(instance, "instance");
    this.coordinators = coordinators;
  }

  /** Where the data server listens. Default: 127.0.0.1, a free port. */
  public LinkRuntimeBuilder bind(String host, int bindPort) {
    bindHost = Objects.requireNonNull(host, "host");
    port = bindPort;
    return this;
  }

  /** Under which peers reach the data server. Default: what it is bound to, else the host name. */
  public LinkRuntimeBuilder advertisedHost(String host) {
    advertisedHost = host;
    return this;
  }

  /** HTTP proxy through which it dials peers and coordinators. Default: none. */
  public LinkRuntimeBuilder via(Address proxy) {
    via = proxy;
    return this;
  }

  /** Name of the machine, by which replicas are kept apart. Default: the host name. */
  public LinkRuntimeBuilder machine(String name) {
    machine = name;
    return this;
  }

  /** Stages that it can run. Default: all. */
  public LinkRuntimeBuilder stages(List<String> names) {
    stages = names;
    return this;
  }

  /** Only holds replicas and runs nothing. Default: no. */
  public LinkRuntimeBuilder logHost(boolean only) {
    logHost = only;
    return this;
  }

  /** Where file logs are kept, a directory per instance name in it. Default: nowhere. */
  public LinkRuntimeBuilder logDirectory(Path directory) {
    logDirectory = directory;
    return this;
  }

  /** What a write to a file log waits for. Default: nothing but the page cache. */
  public LinkRuntimeBuilder logSync(LogSync sync) {
    logSync = sync;
    return this;
  }

  /** Disk space of all file logs together. Default: what the disk has. */
  public LinkRuntimeBuilder logBytesMax(long bytes) {
    logBytesMax = bytes;
    return this;
  }

  /** How long to wait for a former process to let go of the log directory. Default: 30 s. */
  public LinkRuntimeBuilder logLockTimeout(Duration timeout) {
    logLockTimeout = timeout;
    return this;
  }

  /** Memory lent to logs, own ones and replicas. Default: half of the heap. */
  public LinkRuntimeBuilder memoryBytesMax(long bytes) {
    memoryBytesMax = bytes;
    return this;
  }

  /** Threads for functions and sinks. Default: one per processor, at least 2. */
  public LinkRuntimeBuilder functionThreads(int threads) {
    functionThreads = threads;
    return this;
  }

  /** Where user code is found. Default: the context class loader of the calling thread. */
  public LinkRuntimeBuilder classLoader(ClassLoader loader) {
    classLoader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /** Where the runtime registers its metrics, until it ends. Default: a registry of its own. */
  public LinkRuntimeBuilder metrics(MetricRegistry registry) {
    metrics = Objects.requireNonNull(registry, "registry");
    return this;
  }

  /** Whether the metrics are shown over JMX, in the domain {@code io.maillon}. Default: no. */
  public LinkRuntimeBuilder jmx(boolean shown) {
    jmx = shown;
    return this;
  }

  /**
   * The runtime, not started yet.
   *
   * @throws IllegalArgumentException naming the setting, its value and what was expected
   */
  public LinkRuntime build() {
    return new LinkRuntime(settings());
  }

  LinkSettings settings() {
    return new LinkSettings(
        pipeline,
        instance,
        coordinators,
        bindHost,
        port,
        advertisedHost != null ? advertisedHost : reachableHost(),
        Optional.ofNullable(via),
        machine != null ? machine : hostName(),
        stages,
        logHost,
        Optional.ofNullable(logDirectory),
        logSync,
        logBytesMax,
        logLockTimeout,
        memoryBytesMax,
        functionThreads,
        classLoader != null ? classLoader : LinkRuntime.class.getClassLoader(),
        metrics,
        jmx);
  }

  private String reachableHost() {
    boolean everywhere = bindHost.equals("0.0.0.0") || bindHost.equals("::");
    return everywhere ? hostName() : bindHost;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // A machine without a name of its own has no peers elsewhere either.
    }
  }
}
