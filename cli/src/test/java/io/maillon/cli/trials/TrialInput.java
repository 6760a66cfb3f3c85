package io.maillon.cli.trials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The first lines of the flights of the examples. */
final class TrialInput {
  private static final Path FLIGHTS =
      Path.of("..", "examples", "flights", "flights-200k.csv.gz").toAbsolutePath().normalize();

  private TrialInput() {}

  static Path flights(Path directory, int lines) throws IOException {
    Path cut = directory.resolve("flights-" + lines + ".csv.gz");
    copyFlights(cut, lines);
    return cut;
  }

  static void copyFlights(Path to, int lines) throws IOException {
    try (BufferedReader from =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(FLIGHTS)),
                    StandardCharsets.US_ASCII));
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      for (int i = 0; i < lines; i++) {
        out.write((from.readLine() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
