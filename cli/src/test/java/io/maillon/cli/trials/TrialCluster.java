package io.maillon.cli.trials;

import io.maillon.cli.internal.cluster.RemoteCluster;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.local.CoordinatorProcesses;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.internal.local.TemporaryDirectory;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Three coordinator processes, and the instance processes that they launch; all end with this JVM.
 * One cluster serves all trials, each with a pipeline of its own. Owned by the tests' thread.
 */
final class TrialCluster implements AutoCloseable {
  /** A heap that flights must fit in, and an end that is seen when something does not. */
  private static final String INSTANCE_JVM =
      "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
          + " -XX:+ExitOnOutOfMemoryError";

  private static final int COORDINATORS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_PATIENCE = Duration.ofMillis(500);

  private final TemporaryDirectory directory = new TemporaryDirectory("maillon-trials-");
  private final CoordinatorProcesses coordinators;
  private final RemoteCluster operator;
  private final RemoteCluster observer;
  private int pipelines;

  private TrialCluster() {
    coordinators = new CoordinatorProcesses(COORDINATORS, directory.path(), INSTANCE_JVM);
    operator = new RemoteCluster(coordinators.addresses(), PATIENCE);
    observer = new RemoteCluster(coordinators.addresses(), LOOK_PATIENCE);
  }

  /** Gives the trials of one run the same cluster and closes it after the last. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TrialCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(TrialCluster.class))
          .getOrComputeIfAbsent(TrialCluster.class, key -> new TrialCluster(), TrialCluster.class);
    }
  }

  /** A name that no other pipeline of this cluster has. */
  String newName(String what) {
    return what + "-" + ++pipelines;
  }

  Path directory(String pipeline) {
    try {
      return Files.createDirectories(directory.path().resolve("work").resolve(pipeline));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RemoteCluster operator() {
    return operator;
  }

  List<Address> addresses() {
    return coordinators.addresses();
  }

  /** What the leader tells; empty while there is none. */
  Optional<StatusDocument> look(String pipeline) {
    try {
      return Optional.of(observer.status(pipeline)).filter(StatusDocument::fromLeader);
    } catch (CommandFailure nobodyAnswers) {
      return Optional.empty();
    }
  }

  String leader() {
    return Await.until(
        "a leader", () -> look("").map(StatusDocument::leader), () -> "no coordinator leads");
  }

  int coordinatorsAlive() {
    return coordinators.alive();
  }

  void killCoordinator(String id) {
    coordinators.kill(id);
  }

  void killAllCoordinators() {
    for (int i = 1; i <= COORDINATORS; i++) {
      coordinators.kill("c" + i);
    }
    Await.until(
        "the end of all coordinators",
        () -> coordinators.alive() == 0 ? Optional.of(true) : Optional.empty(),
        () -> coordinators.alive() + " alive");
  }

  /** On the same ports and storage as before. */
  void startCoordinatorsAgain() {
    coordinators.respawn();
  }

  /** Whether a line of any log, of coordinators and instances, holds the text. */
  boolean logsHold(String text) {
    try (Stream<Path> files = Files.walk(directory.path())) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".log"))
          .anyMatch(f -> holds(f, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path log, String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pipelines are over by then; what else was launched for them ends here. */
  @Override
  public void close() {
    operator.close();
    observer.close();
    coordinators.close();
    endProcesses();
    if (!Boolean.getBoolean("trials.keep")) {
      directory.close();
    }
  }

  private void endProcesses() {
    try {
      OwnProcesses.endAll(directory.path());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
