package io.maillon.examples.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The check as a program: {@code CheckFlights INPUT.csv.gz OUTPUT.csv}; exit status 0 = right. */
public final class CheckFlights {
  private CheckFlights() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println(
          "arguments '" + String.join(" ", args) + "': expected INPUT.csv.gz OUTPUT.csv");
      System.exit(2);
    }
    SortedMap<String, String> expected = PlainFlights.lastLines(Path.of(args[0]));
    try (Stream<String> lines = Files.lines(Path.of(args[1]))) {
      FlightsCheck.Verdict verdict = FlightsCheck.check(lines, expected);
      verdict.problems().forEach(problem -> System.out.println("WRONG  " + problem));
      System.out.println(
          verdict.lines()
              + " updates of "
              + verdict.airports()
              + " airports, "
              + (verdict.valid() ? "identical to" : "different from")
              + " a plain computation of "
              + Path.of(args[0]).getFileName());
      System.exit(verdict.valid() ? 0 : 1);
    }
  }
}
