package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.KeyHash;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One pipeline in trial: applied, looked at, hurt, let go to its end, judged. Its source holds the
 * last records back until {@link #release}, so that the stream lasts for as long as it takes.
 */
final class TrialPipeline implements AutoCloseable {
  private final TrialCluster cluster;
  private final PipelineSpec spec;
  private final String yaml;
  private final Path directory;
  private Optional<PipelineStatus> seen = Optional.empty();

  /**
   * Applies it.
   *
   * @param yaml a definition, in which {@code $name}, {@code $input} and {@code $gate} stand for
   *     the pipeline's name, the records and the file that {@link #release} makes
   * @param input gzip
   */
  TrialPipeline(TrialCluster cluster, String what, String yaml, Path input) {
    this.cluster = cluster;
    String name = cluster.newName(what);
    directory = cluster.directory(name);
    this.yaml =
        yaml.replace("$name", name)
            .replace("$input", input.toString())
            .replace("$gate", gate().toString());
    spec = PipelineYaml.parse(name, directory, this.yaml);
    cluster.operator().apply(spec);
  }

  String name() {
    return spec.name();
  }

  /** As it was applied, for a file in the same directory. */
  String yaml() {
    return yaml;
  }

  Path file(String file) {
    return directory.resolve(file);
  }

  private Path gate() {
    return directory.resolve("released");
  }

  /** Lets the source go on to the end of its input, as fast as it can. */
  void release() {
    try {
      Files.createFile(gate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One look; empty while no coordinator leads. */
  Optional<PipelineStatus> look() {
    Optional<PipelineStatus> now = cluster.look(name()).flatMap(d -> d.pipeline(name()));
    seen = now.or(() -> seen);
    return now;
  }

  PipelineStatus await(String what, Predicate<PipelineStatus> event) {
    return awaitThat(what, s -> Optional.of(s).filter(event));
  }

  <T> T awaitThat(String what, Function<PipelineStatus, Optional<T>> event) {
    return Await.until(
        name() + ": " + what,
        () -> look().flatMap(status -> expectRunning(status, event)),
        () -> seen.map(PipelineStatus::toString).orElse("nothing"));
  }

  private <T> Optional<T> expectRunning(
      PipelineStatus status, Function<PipelineStatus, Optional<T>> event) {
    Optional<T> found = event.apply(status);
    if (found.isEmpty() && status.state() != PipelineState.RUNNING) {
      throw new AssertionError(name() + " is " + status.state() + ": " + status.message());
    }
    return found;
  }

  /** Every partition owned and with as many living replicas as its stage wants, records flow. */
  PipelineStatus awaitWhole() {
    long before = seen.map(s -> s.stage("write")).map(TrialPipeline::consumed).orElse(0L);
    return await(
        "whole, and records at the sink",
        s ->
            s.partitions().stream().allMatch(p -> isWhole(p, s))
                && consumed(s.stage("write")) > before);
  }

  static long consumed(List<PartitionStatus> partitions) {
    return partitions.stream().mapToLong(PartitionStatus::consumed).sum();
  }

  private boolean isWhole(PartitionStatus p, PipelineStatus status) {
    return p.state().equals("ACTIVE")
        && isAlive(p.owner().orElse(""), status)
        && p.replicas().size() == spec.stage(p.id().stage()).replication()
        && p.replicas().stream().allMatch(r -> isAlive(r, status));
  }

  static boolean isAlive(String instance, PipelineStatus status) {
    return status.instance(instance).filter(InstanceStatus::alive).isPresent();
  }

  void awaitDead(List<String> instances) {
    await("death of " + instances, s -> instances.stream().noneMatch(i -> isAlive(i, s)));
  }

  void awaitDone() {
    awaitThat("done", s -> Optional.of(s).filter(x -> x.state() == PipelineState.DONE));
  }

  /** Bytes that the sink has written to its part files so far. */
  long sinkBytes(String output) {
    Path parts = directory.resolve("out").resolve(output + ".parts");
    if (!Files.isDirectory(parts)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(parts)) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of the output, or of its only part while it grows; a last one without end is no line. */
  List<String> outputSoFar(String output) throws IOException {
    Path whole = directory.resolve("out").resolve(output);
    Path growing = whole.resolveSibling(output + ".parts").resolve("part-0-1");
    String text = Files.readString(Files.exists(whole) ? whole : growing);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The partition that a keyed edge sends this key to. */
  static int partition(String key, int partitions) {
    return KeyHash.partition(Bytes.utf8(key), partitions);
  }

  /** Runs a check of the examples, as the demo does. */
  String check(String program, Path input, String... outputs) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(input.toString()));
    for (String output : outputs) {
      arguments.add(directory.resolve("out").resolve(output).toString());
    }
    Process process =
        new ProcessBuilder(
                JavaCommand.of(
                    "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1", program, arguments))
            .redirectErrorStream(true)
            .start();
    String verdict = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), verdict);
    System.out.println(name() + ": " + verdict.strip());
    return verdict;
  }

  /** SIGKILL to each, as close together as one thread can. */
  static void kill(PipelineStatus status, List<String> instances) {
    List<ProcessHandle> victims = instances.stream().map(i -> process(status, i)).toList();
    victims.forEach(ProcessHandle::destroyForcibly);
  }

  static ProcessHandle process(PipelineStatus status, String instance) {
    long pid = status.instance(instance).orElseThrow().pid();
    return OwnProcesses.find(pid)
        .orElseThrow(() -> new AssertionError(instance + ": no process of ours has pid " + pid));
  }

  /** SIGSTOP or SIGCONT. */
  static void signal(String signal, ProcessHandle process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor(), "kill -" + signal);
  }

  /** Stops it if it is not over, and waits for its processes. */
  @Override
  public void close() throws InterruptedException {
    Optional<PipelineStatus> last = look();
    if (last.filter(s -> s.state() != PipelineState.DONE).isPresent()) {
      cluster.operator().stop(name());
    }
    StatusDocument document = cluster.operator().status(name());
    OwnProcesses.awaitEnd(
        document.pipeline(name()).stream()
            .flatMap(p -> p.instances().stream())
            .filter(InstanceStatus::alive)
            .map(InstanceStatus::pid)
            .toList());
  }
}
