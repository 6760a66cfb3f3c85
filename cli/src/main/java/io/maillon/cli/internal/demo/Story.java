package io.maillon.cli.internal.demo;

import java.util.List;

/**
 * A pipeline that the demo can run.
 *
 * @param name as typed after {@code --pipeline}
 * @param file the pipeline, from the directory of the program
 * @param records in its input, which set the source's rate
 * @param stage whose owners and replica holders are killed
 * @param outputs of its sinks, file names
 * @param check program that takes the input and the outputs and exits with 0 when they are right
 */
public record Story(
    String name, String file, int records, String stage, List<String> outputs, String check) {
  public Story {
    outputs = List.copyOf(outputs);
  }

  public static final List<Story> ALL =
      List.of(
          new Story(
              "flights",
              "examples/flights/flights.yaml",
              200_001,
              "delays",
              List.of("delays.csv"),
              "io.maillon.examples.flights.CheckFlights"),
          new Story(
              "flights-file",
              "examples/flights/flights-file.yaml",
              200_001,
              "delays",
              List.of("delays.csv"),
              "io.maillon.examples.flights.CheckFlights"),
          new Story(
              "receipts",
              "examples/receipts/receipts.yaml",
              200_001,
              "stamp",
              List.of("left.csv", "right.csv"),
              "io.maillon.examples.receipts.CheckReceipts"));
}
