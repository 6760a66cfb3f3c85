package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Three coordinators and three instances that exist on paper; writes down what is done to them. */
final class SampleCluster implements Cluster, Faults {
  final Queue<String> done = new ConcurrentLinkedQueue<>();
  final Set<String> running = new TreeSet<>(Set.of("c1", "c2", "c3", "w1", "w2", "w3"));
  private final Path directory;

  /** What hurts nobody. */
  private final Set<String> spared = new TreeSet<>();

  SampleCluster(Path directory) {
    this.directory = directory;
  }

  /** From now on nothing takes effect there. */
  void spare(String node) {
    spared.add(node);
  }

  @Override
  public List<Node> nodes() {
    return List.of("c1", "c2", "c3", "w1", "w2", "w3").stream().<Node>map(SampleNode::new).toList();
  }

  @Override
  public Faults faults() {
    return this;
  }

  @Override
  public Set<FaultKind> kinds() {
    return EnumSet.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.CUT);
  }

  @Override
  public String begin(Injection fault) {
    done.add("begin " + fault);
    return fault.nodes().stream().anyMatch(spared::contains) ? "" : "seen of " + fault;
  }

  @Override
  public String end(Injection fault) {
    done.add("end " + fault);
    return "over";
  }

  @Override
  public Path shared() {
    return directory.resolve("shared");
  }

  @Override
  public void close() {}

  private final class SampleNode implements Node {
    private final String name;

    SampleNode(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public int port(int index) {
      return 7000 + index;
    }

    @Override
    public Address reach(int index) {
      return new Address(host(), port(index));
    }

    @Override
    public Path directory() {
      return directory.resolve(name);
    }

    @Override
    public Path log() {
      return directory.resolve(name + ".log");
    }

    @Override
    public void start(String jvm, List<String> arguments) {
      done.add("start " + name);
      running.add(name);
    }

    @Override
    public boolean isRunning() {
      return running.contains(name);
    }

    @Override
    public Optional<Integer> exitStatus() {
      return isRunning() ? Optional.empty() : Optional.of(137);
    }
  }
}
