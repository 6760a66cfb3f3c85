package io.maillon.link.internal.shell;

import io.maillon.link.LinkSettings;
import io.maillon.link.RuntimeEnd;
import io.maillon.link.internal.control.ControlClient;
import io.maillon.link.internal.control.ControlDialler;
import io.maillon.link.internal.control.ControlEvents;
import io.maillon.link.internal.function.FunctionHost;
import io.maillon.link.internal.metrics.RuntimeMetrics;
import io.maillon.link.internal.net.DataServer;
import io.maillon.link.internal.store.FileLogSettings;
import io.maillon.link.internal.store.FileLogStores;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance as a process sees it: its sockets, threads and files, and one life after the other.
 * Owner: the link thread, but for start and close.
 */
public final class RuntimeShell implements ControlEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeShell.class);

  /** How long user code may take to give way at the end. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

  /** How long to wait for the coordinator's last word once the pipeline is over. */
  private static final long LAST_WORD_MS = 1_000;

  private final LinkSettings settings;
  private final CompletableFuture<RuntimeEnd> ended = new CompletableFuture<>();
  private final Transport transport;
  private final EventLoopGroup group;
  private final EventLoopGroup controlGroup;
  private final EventLoop loop;
  private final FunctionThreads threads;
  private final DataServer server;
  private final ControlClient control;
  private final Load load;
  private Optional<FileLogStores> files = Optional.empty();
  private RuntimeMetrics metrics;
  private int port;
  private InstanceShell life;
  private PipelineState pipelineState = PipelineState.RUNNING;
  private boolean ending;

  public RuntimeShell(LinkSettings settings) {
    this.settings = settings;
    transport = Transport.detect().via(settings.via());
    String name = "maillon-" + settings.instance();
    group = transport.newGroup(name + "-link", 1);
    loop = group.next();
    controlGroup = transport.newGroup(name + "-control", 1);
    EventLoop controlLoop = controlGroup.next();
    threads =
        new FunctionThreads(
            name + "-function", settings.functionThreads(), settings.classLoader(), loop);
    server = new DataServer(settings.pipeline(), loop, transport, WireOptions.DEFAULT);
    ControlDialler dialler =
        new ControlDialler(settings.pipeline(), controlLoop, transport, WireOptions.DEFAULT);
    control =
        new ControlClient(
            settings.pipeline(),
            settings.coordinators(),
            controlLoop,
            dialler,
            new ControlInbox(this::fromControl, this));
    load = new Load(threads, settings.memoryBytesMax());
  }

  /**
   * Takes what the instance needs for itself, then looks for the leader; returns before it has one.
   *
   * @throws IOException when the port or the log directory can't be had; nothing is left behind
   */
  public void start() throws IOException, InterruptedException {
    boolean started = false;
    try {
      files = settings.logDirectory().map(this::openFiles);
      port = server.bind(settings.bindHost(), settings.port());
      metrics =
          new RuntimeMetrics(
              settings.metrics(), settings.pipeline(), settings.instance(), settings.jmx());
      started = true;
    } catch (LogStoreException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!started) {
        files.ifPresent(FileLogStores::close);
        threads.shutdown();
        controlGroup.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        ended.complete(new RuntimeEnd(RuntimeEnd.Kind.CLOSED, "never started"));
      }
    }
    LOG.info("{} listens on {}:{}", settings.instance(), settings.advertisedHost(), port);
    control.start();
  }

  private FileLogStores openFiles(Path directory) {
    Path own = directory.resolve(settings.pipeline()).resolve(settings.instance());
    FileLogSettings defaults = FileLogSettings.of(own, settings.logSync());
    return FileLogStores.open(
        new FileLogSettings(
            own,
            settings.logSync(),
            defaults.segmentBytesMin(),
            defaults.segmentBytesMax(),
            defaults.longBytes(),
            defaults.longCommits(),
            settings.logBytesMax(),
            settings.logLockTimeout()));
  }

  /** Done when everything has stopped. */
  public CompletableFuture<RuntimeEnd> ended() {
    return ended;
  }

  /** Asks the runtime to end; may be called from any thread, more than once. */
  public void close() {
    if (ended.isDone()) {
      return;
    }
    try {
      loop.execute(() -> end(RuntimeEnd.Kind.CLOSED, "closed by its program"));
    } catch (RejectedExecutionException ignored) {
      // It is ending already.
    }
  }

  // What the coordinator says.

  /** What was said before the end may come after it. */
  private void fromControl(Runnable task) {
    loop.execute(
        () -> {
          if (!ending) {
            guarded(task);
          }
        });
  }

  @Override
  public void asked(long session) {
    control.register(
        new Register(
            settings.pipeline(),
            settings.instance(),
            session,
            new Address(settings.advertisedHost(), port),
            settings.machine(),
            ProcessHandle.current().pid(),
            settings.stages(),
            settings.logHost(),
            files.map(FileLogStores::carries).orElse(List.of())));
  }

  @Override
  public void registered(Registered registered) {
    LOG.info("{} begins its life in {}", registered.instance(), settings.pipeline());
    long startNs = System.nanoTime();
    PipelineSpec spec = registered.spec();
    files.ifPresent(f -> f.begin(registered.instance()));
    LifeSettings shared =
        new LifeSettings(
            loop,
            transport,
            WireOptions.DEFAULT,
            server,
            threads,
            (partition, restored) ->
                FunctionHost.open(
                    spec, partition, restored, settings.classLoader(), settings.metrics()),
            new SpecLogStores(spec, files),
            message -> control.send(registered.instance(), message),
            metrics,
            this::fault);
    metrics.began(spec.limits().windowBytes());
    life = new InstanceShell(registered.instance(), spec, shared);
    files
        .map(f -> f.held().size())
        .filter(logs -> logs > 0)
        .ifPresent(
            logs ->
                LOG.info(
                    "{} took over {} logs in {} ms",
                    registered.instance(),
                    logs,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs)));
    life.begin();
  }

  /** Comes without a leader as well: the metrics live on it. */
  @Override
  public void beatDue() {
    if (life != null) {
      control.tell(life.heartbeat(load.busyMilli(), load.freeBytes(metrics.logBytes())));
    }
  }

  @Override
  public void attached() {
    life.onAttached();
  }

  @Override
  public void topology(Topology topology) {
    life.onTopology(topology);
    if (ending || life.pipelineState() == pipelineState) {
      return;
    }
    pipelineState = life.pipelineState();
    LOG.info("{}: pipeline {} is {}", life.self(), settings.pipeline(), pipelineState);
    if (over()) {
      var unused =
          loop.schedule(
              () -> end(endKind(), "pipeline is " + pipelineState),
              LAST_WORD_MS,
              TimeUnit.MILLISECONDS);
    }
  }

  private boolean over() {
    return pipelineState == PipelineState.DONE
        || pipelineState == PipelineState.STOPPED
        || pipelineState == PipelineState.FAILED;
  }

  @Override
  public void assign(Assign assign) {
    life.onAssign(assign);
  }

  @Override
  public void dismissed(Dismissed dismissed) {
    LOG.info("{} is dismissed: {}", dismissed.instance(), dismissed.reason());
    endLife();
  }

  @Override
  public void shutdown(String reason) {
    end(endKind(), reason);
  }

  @Override
  public void rejected(String message) {
    end(RuntimeEnd.Kind.REJECTED, message);
  }

  @Override
  public void lost(String reason) {
    metrics.coordinatorLost();
    if (over()) {
      end(endKind(), "pipeline is " + pipelineState);
    }
  }

  private RuntimeEnd.Kind endKind() {
    return switch (pipelineState) {
      case DONE -> RuntimeEnd.Kind.DONE;
      case STOPPED -> RuntimeEnd.Kind.STOPPED;
      case FAILED -> RuntimeEnd.Kind.FAILED;
      case DATA_LOSS -> RuntimeEnd.Kind.DATA_LOSS;
      case RUNNING -> RuntimeEnd.Kind.RELEASED;
    };
  }

  // The end.

  private void fault(Throwable cause) {
    LOG.error("{} ends, its state is suspect", settings.instance(), cause);
    end(RuntimeEnd.Kind.FAULT, String.valueOf(cause.getMessage()));
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) { // top loop of the link thread
      fault(t);
    }
  }

  private void endLife() {
    if (life != null) {
      life.end();
      life = null;
      metrics.lifeEnded();
    }
  }

  private void end(RuntimeEnd.Kind kind, String message) {
    if (ending) {
      return;
    }
    ending = true;
    LOG.info("{} ends: {}: {}", settings.instance(), kind, message);
    endLife();
    control.close();
    server.close();
    threads.shutdown();
    // Waits for user code, which the link thread must not; its last reports still find that thread.
    Thread last =
        new Thread(() -> leave(new RuntimeEnd(kind, message)), settings.instance() + "-end");
    last.setDaemon(true);
    last.start();
  }

  private void leave(RuntimeEnd end) {
    try {
      if (!threads.awaitEnd(END_TIMEOUT)) {
        LOG.warn("{}: user code did not end within {}", settings.instance(), END_TIMEOUT);
      }
      controlGroup.shutdownGracefully(0, END_TIMEOUT.toSeconds(), TimeUnit.SECONDS).await();
      group.shutdownGracefully(0, END_TIMEOUT.toSeconds(), TimeUnit.SECONDS).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (end.kind() == RuntimeEnd.Kind.DONE) {
        files.ifPresent(FileLogStores::delete);
      }
      files.ifPresent(FileLogStores::close);
      if (metrics != null) {
        metrics.close();
      }
      ended.complete(end);
    }
  }
}
