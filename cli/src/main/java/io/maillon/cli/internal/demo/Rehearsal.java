package io.maillon.cli.internal.demo;

import io.maillon.chaos.cluster.processes.FreePorts;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.local.Home;
import io.maillon.cli.internal.local.LaunchedInstance;
import io.maillon.cli.internal.local.TemporaryDirectory;
import io.maillon.cli.internal.local.UserJars;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.CoordinatorStartException;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.link.LinkRuntime;
import io.maillon.link.LinkRuntimeBuilder;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Three coordinators and four instances of flights in this process, with replicas, then with files;
 * one instance leaves half-way, so that its partitions are taken over, and comes back. Loads what
 * the processes of a real cluster load.
 */
public final class Rehearsal {
  private static final List<String> PIPELINES = List.of("flights", "flights-file");
  private static final int COORDINATORS = 3;
  private static final int INSTANCES = 4;
  private static final int RATE_PER_SECOND = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOOK_MS = 50;

  private final ClusterConnector connector;
  private final Deque<Runnable> open = new ArrayDeque<>();

  public Rehearsal(ClusterConnector connector) {
    this.connector = connector;
  }

  /**
   * Runs it to the end of the pipeline.
   *
   * @throws CommandFailure when it does not come to its end
   */
  public void run() throws InterruptedException {
    TemporaryDirectory directory = new TemporaryDirectory("maillon-rehearsal-");
    Runtime.getRuntime().addShutdownHook(new Thread(directory::close, "delete-rehearsal"));
    try {
      perform(directory.path());
    } catch (IOException | CoordinatorStartException e) {
      throw new CommandFailure(ExitCodes.FAILED, "rehearsal: " + e.getMessage(), e);
    } finally {
      open.forEach(Runnable::run);
    }
  }

  private void perform(Path directory)
      throws IOException, CoordinatorStartException, InterruptedException {
    loadWhatStartsInstances(directory);
    List<Address> addresses = startCoordinators(directory);
    Cluster cluster = connector.connect(addresses, PATIENCE);
    open.push(cluster::close);
    for (String pipeline : PIPELINES) {
      PipelineSpec spec =
          DemoSpec.of(
              PipelineYaml.read(Home.resolve("examples/flights/" + pipeline + ".yaml")),
              directory.resolve(pipeline),
              RATE_PER_SECOND);
      cluster.apply(spec);
      List<Supplier<LinkRuntime>> instances = new ArrayList<>();
      for (int i = 0; i < INSTANCES; i++) {
        LinkRuntimeBuilder instance =
            LinkRuntime.builder(spec.name(), "i" + i, addresses)
                .logDirectory(directory.resolve("logs"));
        instances.add(instance::build);
      }
      play(cluster, spec.name(), instances);
    }
  }

  private List<Address> startCoordinators(Path directory) throws CoordinatorStartException {
    List<Integer> ports = FreePorts.find(2 * COORDINATORS);
    List<CoordinatorPeer> peers = new ArrayList<>();
    for (int i = 0; i < COORDINATORS; i++) {
      peers.add(new CoordinatorPeer("c" + i, "127.0.0.1", ports.get(2 * i), ports.get(2 * i + 1)));
    }
    for (CoordinatorPeer peer : peers) {
      Path storage = directory.resolve(peer.id());
      // They end with this process: to close one after the other takes the rest some seconds.
      var unused = Coordinator.start(CoordinatorConfig.builder(peer.id(), peers, storage).build());
    }
    return peers.stream().map(CoordinatorPeer::controlAddress).toList();
  }

  private static void loadWhatStartsInstances(Path directory) throws IOException {
    var unused = LaunchedInstance.command("", directory, List.of(), Optional.empty());
    UserJars.loader(List.of()).close();
  }

  private void play(Cluster cluster, String pipeline, List<Supplier<LinkRuntime>> instances)
      throws IOException, InterruptedException {
    List<LinkRuntime> runtimes = new ArrayList<>();
    for (Supplier<LinkRuntime> instance : instances) {
      runtimes.add(start(instance));
    }
    boolean left = false;
    while (true) {
      PipelineStatus status = cluster.status(pipeline).pipeline(pipeline).orElseThrow();
      if (status.state() == PipelineState.DONE) {
        return;
      }
      if (status.state() != PipelineState.RUNNING) {
        throw new CommandFailure(ExitCodes.FAILED, "rehearsal: " + status.message());
      }
      if (!left && status.partitions().stream().anyMatch(p -> p.outputOffset() > 0)) {
        left = true;
        runtimes.get(0).close();
        var unused = start(instances.get(0));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private LinkRuntime start(Supplier<LinkRuntime> instance)
      throws IOException, InterruptedException {
    LinkRuntime runtime = instance.get();
    open.push(runtime::close);
    runtime.start();
    return runtime;
  }
}
