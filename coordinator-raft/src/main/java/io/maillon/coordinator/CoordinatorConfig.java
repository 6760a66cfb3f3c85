package io.maillon.coordinator;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Settings of one coordinator, immutable. Made with {@link #builder} or {@link #embedded}. */
public final class CoordinatorConfig {
  private final String id;
  private final List<CoordinatorPeer> peers;
  private final Path storage;
  private final String bindHost;
  private final Optional<Launcher> launcher;
  private final RaftTimings timings;
  private final CoordinatorLimits limits;
  private final HaltHook haltHook;

  private CoordinatorConfig(Builder builder) {
    id = builder.id;
    peers = builder.peers;
    storage = builder.storage;
    bindHost = builder.bindHost;
    launcher = Optional.ofNullable(builder.launcher);
    timings = builder.timings;
    limits = builder.limits;
    haltHook = builder.haltHook;
    validate();
  }

  /**
   * One member of a cluster.
   *
   * @param id of this coordinator, one of the peers'
   * @param peers all members, the same list on each; one or three, five for two failures at a time
   * @param storage directory of this coordinator alone; created if missing
   */
  public static Builder builder(String id, List<CoordinatorPeer> peers, Path storage) {
    return new Builder(id, peers, storage);
  }

  /** A cluster of one on free loopback ports, to live inside another program. */
  public static Builder embedded(Path storage) {
    return new Builder(
        "embedded", List.of(new CoordinatorPeer("embedded", "127.0.0.1", 0, 0)), storage);
  }

  private void validate() {
    TreeSet<String> ids = new TreeSet<>();
    for (CoordinatorPeer peer : peers) {
      if (!ids.add(peer.id())) {
        throw new IllegalArgumentException(
            "peers " + peers + ": id " + peer.id() + " twice, expected each once");
      }
      if (peers.size() > 1 && (peer.raftPort() == 0 || peer.controlPort() == 0)) {
        throw new IllegalArgumentException(
            "peers " + peers + ": port 0 of " + peer.id() + ", expected 1 to 65535 in a cluster");
      }
    }
    if (!ids.contains(id)) {
      throw new IllegalArgumentException("id '" + id + "': expected one of the peers " + ids);
    }
  }

  public String id() {
    return id;
  }

  public List<CoordinatorPeer> peers() {
    return peers;
  }

  /** The peer that this coordinator is. */
  public CoordinatorPeer self() {
    return peers.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  public Path storage() {
    return storage;
  }

  public String bindHost() {
    return bindHost;
  }

  public Optional<Launcher> launcher() {
    return launcher;
  }

  public RaftTimings timings() {
    return timings;
  }

  public CoordinatorLimits limits() {
    return limits;
  }

  public HaltHook haltHook() {
    return haltHook;
  }

  /** Collects settings. */
  public static final class Builder {
    private final String id;
    private final List<CoordinatorPeer> peers;
    private final Path storage;
    private String bindHost = "127.0.0.1";
    private Launcher launcher;
    private RaftTimings timings = RaftTimings.DEFAULT;
    private CoordinatorLimits limits = CoordinatorLimits.DEFAULT;
    private HaltHook haltHook = HaltHook.JVM;

    private Builder(String id, List<CoordinatorPeer> peers, Path storage) {
      this.id = Objects.requireNonNull(id, "id");
      this.peers = List.copyOf(peers);
      this.storage = Objects.requireNonNull(storage, "storage");
    }

    /** Interface to listen on; loopback unless told, because there is no authentication. */
    public Builder bindHost(String value) {
      bindHost = Objects.requireNonNull(value, "bindHost");
      return this;
    }

    /** Starts instances that a pipeline lacks; without one they are started by others. */
    public Builder launcher(Launcher value) {
      launcher = value;
      return this;
    }

    public Builder timings(RaftTimings value) {
      timings = Objects.requireNonNull(value, "timings");
      return this;
    }

    public Builder limits(CoordinatorLimits value) {
      limits = Objects.requireNonNull(value, "limits");
      return this;
    }

    /** What ends the process on a fault; halts the JVM unless told. */
    public Builder haltHook(HaltHook value) {
      haltHook = Objects.requireNonNull(value, "haltHook");
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the setting, its value and what was expected
     */
    public CoordinatorConfig build() {
      return new CoordinatorConfig(this);
    }
  }
}
