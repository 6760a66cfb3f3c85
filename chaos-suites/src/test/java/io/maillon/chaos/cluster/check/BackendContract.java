package io.maillon.chaos.cluster.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all back-ends have to do, on a cluster of three nodes that run {@link CheckProgram}.
 *
 * <p>Where a back-end can't run its tests are skipped; {@code -Dchaos.require=namespaces} makes
 * that a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private final Backend backend;
  private Cluster cluster;
  private BackendCheck check;

  protected BackendContract(Backend backend) {
    this.backend = backend;
  }

  /** Throws when anything of this process' clusters is left outside of their directories. */
  protected abstract void expectNothingLeft() throws IOException;

  /**
   * What it can do.
   *
   * @param complete on a machine that has all that it needs; else on every one that has it
   */
  protected abstract Set<FaultKind> kinds(boolean complete);

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    requireOrSkip(backend);
    cluster = backend.open(BackendCheck.NODES, directory, checkProgram());
    check = new BackendCheck(cluster);
    check.start();
  }

  @AfterAll
  void closeLeavesNothing() throws IOException {
    if (cluster != null) {
      cluster.close();
      cluster.close(); // the second time there is nothing to do
      expectNothingLeft();
    }
  }

  /** The program that {@link BackendCheck} talks to, started as a process of this machine. */
  public static Program checkProgram() {
    return (jvm, arguments) -> {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(Arrays.asList(jvm.split(" ")));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(CheckProgram.class.getName());
      command.addAll(arguments);
      return command;
    };
  }

  /** Skips the test unless the back-end can run here, or fails it when it is required. */
  public static void requireOrSkip(Backend backend) {
    Optional<String> reason = backend.unavailable();
    if (Backend.isRequired(backend.name()) && reason.isPresent()) {
      throw new AssertionError("required: " + reason.get());
    }
    Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
  }

  @TestFactory
  Stream<DynamicTest> hurtsAndHeals() {
    return cluster.faults().kinds().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> tell(kind, check.check(kind))));
  }

  private void tell(FaultKind kind, BackendCheck.Outcome outcome) {
    System.out.printf(
        "%s %s: %d ms: %s; %d ms: %s%n",
        backend.name(), kind, outcome.beginMs(), outcome.begun(), outcome.endMs(), outcome.ended());
  }

  @Test
  void cutsOverlap() throws IOException {
    Assumptions.assumeTrue(cluster.faults().kinds().contains(FaultKind.CUT));
    check.checkOverlap();
  }

  /** Where a back-end is required, nothing may be lacking of what it needs for its faults. */
  @Test
  void canDoWhatItAlwaysCan() {
    Set<FaultKind> missing = EnumSet.copyOf(kinds(Backend.isRequired(backend.name())));
    missing.removeAll(cluster.faults().kinds());
    assertEquals(Set.of(), missing);
  }

  @Test
  void refusesWhatItCannotDo() {
    for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
      if (!cluster.faults().kinds().contains(kind)) {
        Injection fault = new Injection(kind, BackendCheck.NODES.subList(0, kind.parties()), 1);
        assertThrows(IllegalArgumentException.class, () -> cluster.faults().begin(fault));
      }
    }
  }

  @Test
  void startsOneProcessAtATime() throws IOException {
    check.start();
    Node node = cluster.node("a");
    assertThrows(IllegalStateException.class, () -> node.start("-Xmx16m", List.of()));
    assertEquals(Optional.empty(), node.exitStatus());
    assertTrue(node.log().toFile().length() > 0);
  }
}
