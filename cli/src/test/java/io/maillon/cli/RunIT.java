package io.maillon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} with everything in it: embedded coordinator, launched instances. */
class RunIT {
  private static final String PIPELINE =
      """
      pipeline: few
      limits: {windowBytes: 64KiB, inFlightBytes: 1MiB, batchBytes: 32KiB}
      stages:
        - {name: read,   source: "file:in.csv.gz"}
        - {name: parse,  function: io.maillon.examples.flights.ParseFlight, partitions: 2, instances: 2}
        - {name: delays, function: io.maillon.examples.flights.DelaysByAirport, partitions: 2}
        - {name: write,  sink: "file:out/delays.csv"}
      links:
        - {from: read,   to: parse,  edge: balanced}
        - {from: parse,  to: delays, edge: keyed}
        - {from: delays, to: write,  edge: keyed}
      """;

  @TempDir Path temporary;
  @TempDir Path directory;
  private Path pipeline;

  @BeforeEach
  void writePipeline() throws IOException {
    pipeline = Files.writeString(directory.resolve("few.yaml"), PIPELINE);
  }

  private void writeInput(String text) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("in.csv.gz")))) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private ProgramRun run() throws Exception {
    ProgramRun run = ProgramRun.of(temporary, "run", pipeline.toString());
    assertEquals(List.of(), run.leftFiles());
    assertEquals(List.of(), run.leftProcesses());
    return run;
  }

  @Test
  void runsToItsEnd() throws Exception {
    writeInput(
        "date,delay,distance,origin,destination\n01010001,5,9,ANC,LAX\n01010001,7,9,ANC,LAX\n");
    ProgramRun run = run();
    assertEquals(0, run.exitCode(), run.output());
    List<String> lines = Files.readAllLines(directory.resolve("out/delays.csv"));
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("ANC,2,6.00,"), lines.toString());
  }

  @Test
  void tellsTheBadRecord() throws Exception {
    writeInput("date,delay,distance,origin,destination\n01010001,late,9,ANC,LAX\n");
    ProgramRun run = run();
    assertEquals(1, run.exitCode(), run.output());
    assertTrue(
        run.output().contains("read/0 offset 2 (line 2): delay 'late': expected whole minutes"),
        run.output());
    assertFalse(Files.exists(directory.resolve("out/delays.csv")));
  }

  @Test
  void tellsATruncatedInput() throws Exception {
    writeInput("date,delay,distance,origin,destination\n01010001,5,9,ANC,LAX\n");
    Path input = directory.resolve("in.csv.gz");
    byte[] whole = Files.readAllBytes(input);
    Files.write(input, Arrays.copyOf(whole, whole.length - 9));
    ProgramRun run = run();
    assertEquals(1, run.exitCode(), run.output());
    assertTrue(run.output().contains(input.toString()), run.output());
  }

  @Test
  void refusesAnUnknownFunctionBeforeAnythingStarts() throws Exception {
    writeInput("");
    Files.writeString(pipeline, PIPELINE.replace("ParseFlight", "ParseFlights"));
    ProgramRun run = run();
    assertEquals(2, run.exitCode(), run.output());
    assertTrue(run.output().startsWith("maillon run: " + pipeline + ":5:"), run.output());
    assertEquals(1, run.output().lines().count(), run.output());
  }

  @Test
  void refusesAMissingInputBeforeAnythingStarts() throws Exception {
    ProgramRun run = run();
    assertEquals(2, run.exitCode(), run.output());
    assertTrue(run.output().contains("in.csv.gz does not exist"), run.output());
    assertEquals(1, run.output().lines().count(), run.output());
  }
}
