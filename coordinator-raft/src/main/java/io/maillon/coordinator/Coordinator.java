package io.maillon.coordinator;

import io.maillon.coordinator.internal.server.CoordinatorNode;
import io.maillon.protocol.Address;
import java.util.Optional;

/**
 * One member of a coordinator cluster, running in this JVM. Any thread may call it.
 *
 * <pre>{@code
 * List<CoordinatorPeer> peers = CoordinatorPeer.parseList("c1=h1:7101:7201,c2=h2:7101:7201,c3=...");
 * try (Coordinator c1 = Coordinator.start(CoordinatorConfig.builder("c1", peers, dir).build())) {
 *   ...
 * }
 * }</pre>
 */
public final class Coordinator implements AutoCloseable {
  private final CoordinatorNode node;

  private Coordinator(CoordinatorNode node) {
    this.node = node;
  }

  /**
   * Starts the member and returns once it listens, before there is a leader.
   *
   * @throws CoordinatorStartException naming the port or the storage that is in the way; nothing is
   *     left running
   */
  public static Coordinator start(CoordinatorConfig config) {
    return new Coordinator(CoordinatorNode.start(config));
  }

  public String id() {
    return node.id();
  }

  /** Where instances and operators connect; the port that was chosen if any was to be taken. */
  public Address controlAddress() {
    return node.controlAddress();
  }

  /** Whether this member leads and is ready, a hint: it may be over in the next moment. */
  public boolean leads() {
    return node.leads();
  }

  /** Control address of who leads, a hint. */
  public Optional<Address> leader() {
    return node.leader();
  }

  /**
   * Leaves the cluster running without this member. Ends the processes that its launcher started
   * for pipelines that no longer run; those of running pipelines stay. Takes some seconds.
   */
  @Override
  public void close() {
    node.close();
  }
}
