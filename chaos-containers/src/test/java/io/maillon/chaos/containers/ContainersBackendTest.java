package io.maillon.chaos.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.check.BackendCheck;
import io.maillon.chaos.cluster.check.CheckProgram;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * What {@code BackendContract} asks of all back-ends. Skipped without an engine; {@code
 * -Dchaos.require=containers} makes that a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersBackendTest {
  private Cluster cluster;
  private BackendCheck check;
  private Image image;

  @BeforeAll
  void open(@TempDir Path directory) throws Exception {
    requireOrSkip(new ContainersBackend());
    Path library = Files.createDirectories(directory.resolve("jars"));
    jar(CheckProgram.class, library.resolve("check.jar"));
    jar(Address.class, library.resolve("protocol.jar"));
    image = new Image(Path.of("../docker/Dockerfile"), library);
    Backend backend = new ContainersBackend(image, CheckProgram.class.getName());
    cluster =
        backend.open(
            BackendCheck.NODES, directory.resolve("run"), (jvm, arguments) -> List.of("unused"));
    check = new BackendCheck(cluster);
    check.start();
  }

  /** What a class comes from, as a jar: within a reactor it may be a directory. */
  private static void jar(Class<?> type, Path jar) throws IOException, URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(place)) {
      Files.copy(place, jar);
      return;
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(place.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
  }

  private static void requireOrSkip(Backend backend) {
    Optional<String> reason = backend.unavailable();
    if (Backend.isRequired(backend.name()) && reason.isPresent()) {
      throw new AssertionError("required: " + reason.get());
    }
    Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
  }

  @AfterAll
  void closeLeavesNothing() throws IOException {
    if (cluster != null) {
      cluster.close();
      cluster.close(); // the second time there is nothing to do
      String prefix = "maillon-chaos-" + ProcessHandle.current().pid() + "-";
      Engine engine = new Engine(DockerClientFactory.instance().client());
      assertEquals(List.of(), engine.remains(prefix));
      String mounts = Files.readString(Path.of("/proc/mounts"));
      assertTrue(
          mounts.lines().noneMatch(line -> line.contains(cluster.shared().getParent() + "/")));
    }
  }

  @TestFactory
  Stream<DynamicTest> hurtsAndHeals() {
    return cluster.faults().kinds().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> tell(kind, check.check(kind))));
  }

  private static void tell(FaultKind kind, BackendCheck.Outcome outcome) {
    System.out.printf(
        "containers %s: %d ms: %s; %d ms: %s%n",
        kind, outcome.beginMs(), outcome.begun(), outcome.endMs(), outcome.ended());
  }

  @Test
  void takesAwayWhatKilledRunLeft() throws IOException {
    Engine engine = new Engine(DockerClientFactory.instance().client());
    check.start();
    String dead = "maillon-chaos-1-1-7"; // nobody's: process 1 has not started in the first tick
    NodeNetwork.create(engine, dead, image.build(dead)).connect("a");
    assertEquals(3, engine.remains(dead).size()); // network, keeper, image
    engine.sweep();
    assertEquals(List.of(), engine.remains(dead));
    assertTrue(cluster.node("a").isRunning(), "a living run was swept");
  }

  @Test
  void cutsOverlap() throws IOException {
    check.checkOverlap();
  }

  /** Where containers are required, nothing may be lacking of what their faults need. */
  @Test
  void canDoWhatItAlwaysCan() {
    Set<FaultKind> missing = BackendCheck.kindsOfHosts(Backend.isRequired("containers"));
    missing.removeAll(cluster.faults().kinds());
    assertEquals(Set.of(), missing);
  }

  @Test
  void startsOneProcessAtATime() throws IOException {
    check.start();
    Node node = cluster.node("a");
    assertThrows(IllegalStateException.class, () -> node.start("-Xmx16m", List.of()));
    assertEquals(Optional.empty(), node.exitStatus());
    assertTrue(Files.size(node.log()) > 0);
  }
}
