package io.maillon.examples.receipts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The check as a program: {@code CheckReceipts INPUT.csv.gz LEFT RIGHT}; exit status 0 = right. The
 * input tells how many records there must be.
 */
public final class CheckReceipts {
  private CheckReceipts() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println(
          "arguments '" + String.join(" ", args) + "': expected INPUT.csv.gz LEFT RIGHT");
      System.exit(2);
    }
    try (Stream<String> left = Files.lines(Path.of(args[1]));
        Stream<String> right = Files.lines(Path.of(args[2]))) {
      ReceiptsCheck.Verdict verdict = ReceiptsCheck.check(left, right, lines(Path.of(args[0])));
      verdict.problems().forEach(problem -> System.out.println("WRONG  " + problem));
      System.out.println(
          verdict.records()
              + " records with one stamp in both branches, "
              + (verdict.valid() ? "none missing, none twice" : "others wrong"));
      System.exit(verdict.valid() ? 0 : 1);
    }
  }

  private static long lines(Path gz) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gz), 1 << 16), StandardCharsets.UTF_8))) {
      return reader.lines().count();
    }
  }
}
