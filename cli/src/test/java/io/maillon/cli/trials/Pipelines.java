package io.maillon.cli.trials;

/** The definitions that the trials use. */
final class Pipelines {
  /** Four instances; in $replication the replicas of every stage. */
  private static final String FLIGHTS =
      """
      pipeline: $name
      replication: $replication
      limits: {windowBytes: 64KiB, inFlightBytes: 1MiB, batchBytes: 32KiB}
      stages:
        - name: read
          source: io.maillon.cli.trials.TrialSource
          options: {file: "$input", gate: "$gate"}
        - {name: parse,  function: io.maillon.examples.flights.ParseFlight, partitions: 4, instances: 2}
        - {name: delays, function: io.maillon.examples.flights.DelaysByAirport, partitions: 8, instances: $instances}
        - {name: write,  sink: "file:out/delays.csv"}
      links:
        - {from: read,   to: parse,  edge: balanced}
        - {from: parse,  to: delays, edge: keyed}
        - {from: delays, to: write,  edge: keyed}
      """;

  static final String CHECK_FLIGHTS = "io.maillon.examples.flights.CheckFlights";

  static final String RECEIPTS =
      """
      pipeline: $name
      limits: {windowBytes: 64KiB, inFlightBytes: 1MiB, batchBytes: 32KiB}
      stages:
        - name: read
          source: io.maillon.cli.trials.TrialSource
          options: {file: "$input", gate: "$gate"}
        - {name: stamp, function: io.maillon.examples.receipts.Stamp, partitions: 4, instances: 4}
        - {name: write, sink: "file:out/left.csv"}
        - {name: right, sink: "file:out/right.csv"}
      links:
        - {from: read,  to: stamp, edge: balanced}
        - {from: stamp, to: write, edge: keyed}
        - {from: stamp, to: right, edge: keyed}
      """;

  static final String CHECK_RECEIPTS = "io.maillon.examples.receipts.CheckReceipts";

  private Pipelines() {}

  static String flights(int replication, int instances) {
    return FLIGHTS
        .replace("$replication", Integer.toString(replication))
        .replace("$instances", Integer.toString(instances));
  }
}
