package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * A user's pipeline: right is what leaves the same lines as a run without faults did, each as
 * often, in any order. All lines are kept in memory. Owned by the suite's thread.
 */
public final class FileSubject implements Subject {
  private final PipelineSpec spec;
  private final List<Path> files;
  private final Path directory;
  private final Path reference;
  private final GrowingFiles growing = new GrowingFiles();
  private long records;

  /**
   * @param spec as the user wrote it
   * @param compared files besides those of the sinks, as options of stages name them
   * @param directory where this run leaves its files
   * @param reference where the run without faults left its files
   */
  public FileSubject(PipelineSpec spec, List<Path> compared, Path directory, Path reference)
      throws IOException {
    files = Outputs.compared(spec, compared);
    this.spec = Outputs.move(spec, files, directory);
    this.directory = Files.createDirectories(directory);
    this.reference = reference;
  }

  @Override
  public PipelineSpec spec() {
    return spec;
  }

  @Override
  public Fold fold() {
    return Fold.NONE;
  }

  @Override
  public boolean perKeyOrder() {
    return false;
  }

  /** Lines of the sinks' files so far, their parts included; latency is not known. */
  @Override
  public PipelineEvent.Sample sample(long atMs) {
    long lines = 0;
    for (Path sink : Outputs.ofSinks(spec)) {
      lines += linesOfParts(sink);
    }
    long fresh = Math.max(0, lines - records);
    records += fresh;
    return new PipelineEvent.Sample(atMs, records, fresh, 0, 0, 0);
  }

  private long linesOfParts(Path sink) {
    try {
      return Outputs.parts(directory, files, sink).stream().mapToLong(this::lines).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long lines(Path file) {
    try (Stream<Path> all = Files.list(file.resolveSibling(file.getFileName() + ".parts"))) {
      return all.mapToLong(growing::lines).sum();
    } catch (NoSuchFileException e) {
      return growing.lines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public boolean endsByItself() {
    return true;
  }

  /** Its sources come to their end by themselves. */
  @Override
  public void release() {}

  @Override
  public List<String> conclude(HistoryWriter history) throws IOException {
    for (Path file : files) {
      compare(file, history);
    }
    return List.of();
  }

  /**
   * A line of the reference is a record that was sent; the same line here is its effect. The files
   * of several partitions of a sink count as one; one that is not there has no lines.
   */
  private void compare(Path file, HistoryWriter history) throws IOException {
    String source = Outputs.moved(file, files, directory).getFileName() + "/0";
    Map<String, Queue<Long>> expected = new HashMap<>();
    Map<String, Long> last = new HashMap<>();
    long offset = 0;
    if (Outputs.parts(reference, files, file).isEmpty()) {
      throw new NoSuchFileException(
          Outputs.moved(file, files, reference).toString(),
          null,
          "the run without faults left none");
    }
    for (String line : lines(reference, file)) {
      expected.computeIfAbsent(line, l -> new ArrayDeque<>()).add(++offset);
      history.append(new PipelineEvent.Sent(source, offset, "", line));
    }
    long phantoms = offset;
    for (String line : lines(directory, file)) {
      Queue<Long> left = expected.getOrDefault(line, new ArrayDeque<>());
      Long found = left.poll();
      if (found != null) {
        last.put(line, found);
      } else {
        found = last.getOrDefault(line, ++phantoms);
      }
      history.append(new PipelineEvent.Effect(source, 0, "", source, found, line));
    }
  }

  private List<String> lines(Path where, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : Outputs.parts(where, files, file)) {
      if (Files.isRegularFile(part)) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    return lines;
  }

  @Override
  public void close() {}
}
