package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maillon.cli.internal.cluster.RemoteCluster;
import io.maillon.cli.internal.command.MaillonCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each mistake gets one line that names the place, the value and what was expected, and the right
 * exit status; nothing is half applied. Bad records and cut off files are in {@code RunIT}.
 */
class BadInputIT {
  private static final String PIPELINE =
      """
      pipeline: few
      stages:
        - {name: read,   source: "file:in.csv.gz"}
        - {name: delays, function: io.maillon.examples.receipts.Stamp, partitions: 2}
        - {name: write,  sink: "file:out/delays.csv"}
      links:
        - {from: read,   to: delays, edge: keyed}
        - {from: delays, to: write,  edge: keyed}
      """;

  @TempDir Path directory;
  private Path pipeline;

  @BeforeEach
  void writeInput() throws Exception {
    pipeline = directory.resolve("few.yaml");
    TrialInput.copyFlights(directory.resolve("in.csv.gz"), 10);
  }

  /** What the program says, as {@code exit status: message}. */
  private static String maillon(String... arguments) {
    StringWriter err = new StringWriter();
    int status =
        MaillonCommand.line(
                new PrintWriter(new StringWriter()), new PrintWriter(err), RemoteCluster::new)
            .execute(arguments);
    return status + ": " + err.toString().strip();
  }

  private void expectRefused(String yaml, String... parts) throws Exception {
    Files.writeString(pipeline, yaml);
    expect(maillon("run", pipeline.toString()), "2: maillon run: " + pipeline, parts);
    assertFalse(Files.exists(directory.resolve("out")));
  }

  private static void expect(String said, String start, String... parts) {
    System.out.println(said);
    assertTrue(said.startsWith(start), said);
    assertEquals(1, said.lines().count(), said);
    Arrays.stream(parts).forEach(part -> assertTrue(said.contains(part), said));
  }

  @Test
  void brokenYaml() throws Exception {
    expectRefused(
        PIPELINE.replace("partitions: 2}", "partitions: 2"), ":5:", "expected valid YAML");
  }

  @Test
  void unknownFunction() throws Exception {
    expectRefused(
        PIPELINE.replace("Stamp", "Stemp"), ":4:", "'io.maillon.examples.receipts.Stemp'");
  }

  @Test
  void cycle() throws Exception {
    String cycle = PIPELINE + "  - {from: delays, to: delays, edge: keyed}\n";
    expectRefused(cycle, "delays", "expected", "cycle");
  }

  @Test
  void twoStagesOfOneName() throws Exception {
    String twice =
        PIPELINE.replace(
            "  - {name: write", "  - {name: read, sink: \"file:x\"}\n  - {name: write");
    expectRefused(twice, ":5:", "'read'", "expected");
  }

  @Test
  void unreadableInput() throws Exception {
    Files.writeString(directory.resolve("in.csv.gz"), "no gzip");
    expectRefused(PIPELINE, ":3:", "in.csv.gz", "expected");
  }

  @Test
  void wrongFlag() {
    expect(maillon("run", "--jars", "x", "few.yaml"), "2: ", "--jars", "--jar");
    expect(
        maillon("demo", "--kills", "some"), "2: ", "--kills", "'some'", "expected a whole number");
  }

  @Test
  void nobodyAnswers() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + free.getLocalPort();
      free.close();
      expect(maillon("status", "-c", address), "4: maillon status: ", address);
    }
  }

  @Test
  void portsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      int free = other.getLocalPort();
      other.close();
      for (String ports : List.of(port + ":" + free, free + ":" + port)) {
        String said =
            maillon(
                "coordinator",
                "--id=c1",
                "--peers=c1=127.0.0.1:" + ports,
                "--storage=" + directory.resolve("c1"));
        expect(said, "2: maillon coordinator: ", "127.0.0.1:" + port, "expected");
      }
      String said =
          maillon("instance", "-c", "127.0.0.1:1", "--pipeline=p", "--name=n", "--port=" + port);
      expect(said, "2: maillon instance: ", "127.0.0.1:" + port, "expected");
    }
  }

  /** The logs go to a file system of 256 KiB where one can be made, which takes root. */
  @Test
  void fullDisk() throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    assumeTrue(
        call("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString()) == 0,
        "can't mount a small file system here");
    try {
      Path storage = Files.createDirectory(directory.resolve("storage"));
      Path logs = Files.createDirectories(storage.resolve("instances"));
      Files.createSymbolicLink(logs.resolve("logs"), small);
      Files.writeString(
          pipeline, PIPELINE.replace("stages:", "replication: 0\nlog: file\nstages:"));
      String said = maillon("run", "--storage", storage.toString(), pipeline.toString());
      expect(said, "1: maillon run: pipeline few FAILED: log file " + logs);
      assertTrue(said.contains("the file system has"), said);
      assertTrue(said.contains("expected enough room"), said);
      assertFalse(Files.exists(directory.resolve("out/delays.csv")));
    } finally {
      assertEquals(0, call("umount", "-l", small.toString()));
    }
    try (Stream<Path> left = Files.list(small)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static int call(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    System.out.print(said);
    return status;
  }
}
