package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Node;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A node whose program runs in this JVM, not by this node. */
record EmbeddedNode(Supplier<String> naming, Address control) implements Node {
  @Override
  public String name() {
    return naming.get();
  }

  @Override
  public String host() {
    return control.host();
  }

  @Override
  public int port(int index) {
    return control.port();
  }

  @Override
  public Address reach(int index) {
    return control;
  }

  @Override
  public Path directory() {
    throw new UnsupportedOperationException("node " + name() + " has no directory");
  }

  @Override
  public Path log() {
    throw new UnsupportedOperationException("node " + name() + " has no log");
  }

  @Override
  public void start(String jvm, List<String> arguments) {
    throw new UnsupportedOperationException("node " + name() + " runs already");
  }

  @Override
  public boolean isRunning() {
    return true;
  }

  @Override
  public Optional<Integer> exitStatus() {
    return Optional.empty();
  }
}
