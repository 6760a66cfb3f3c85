package io.maillon.chaos.workload;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pipeline of the suites:
 *
 * <pre>
 *   orders -> parse -> ledger -> match -> write
 *                         |        ^
 *                         |     payments
 *                         +-> balances
 * </pre>
 *
 * Every link is keyed by account, so the order of an account's records is defined from end to end.
 * Immutable.
 *
 * @param name of the pipeline
 * @param directory that all instances see: outputs, and {@link RunFiles}
 * @param workload what goes in
 * @param shape how it is cut
 */
public record LedgerPipeline(String name, Path directory, Workload workload, Shape shape) {
  public static final String ORDERS = "orders";
  public static final String PAYMENTS = "payments";
  public static final String PARSE = "parse";
  public static final String LEDGER = "ledger";
  public static final String MATCH = "match";
  public static final String WRITE = "write";
  public static final String BALANCES = "balances";

  /**
   * How it is cut, and where its logs are.
   *
   * @param sources partitions of each of the two sources
   * @param partitions of each function
   * @param sinks partitions of the output
   * @param instances that share each stage
   * @param replication of each stage
   * @param log of each stage
   * @param limits of memory
   */
  public record Shape(
      int sources,
      int partitions,
      int sinks,
      int instances,
      int replication,
      LogKind log,
      Limits limits) {
    /** For four instances with 64 MB each: one replica in memory. */
    public static final Shape DEFAULT =
        new Shape(2, 4, 2, 4, 1, LogKind.MEMORY, new Limits(64 << 10, 1 << 20, 32 << 10));

    public Shape replication(int replicas) {
      return new Shape(sources, partitions, sinks, instances, replicas, log, limits);
    }

    public Shape log(LogKind kind) {
      return new Shape(sources, partitions, sinks, instances, replication, kind, limits);
    }

    public Shape instances(int count) {
      return new Shape(sources, partitions, sinks, count, replication, log, limits);
    }
  }

  public LedgerPipeline {
    directory = directory.toAbsolutePath();
  }

  public PipelineSpec spec() {
    Map<String, String> feed = new TreeMap<>(workload.toOptions());
    feed.put("directory", directory.toString());
    return new PipelineSpec(
            name,
            List.of(
                source(ORDERS, OrdersSource.class, feed),
                source(PAYMENTS, PaymentsSource.class, feed),
                function(PARSE, ParseOrder.class),
                function(LEDGER, KeepLedger.class),
                function(MATCH, MatchPayments.class),
                write(),
                balancesSink()),
            List.of(
                keyed(ORDERS, PARSE),
                keyed(PARSE, LEDGER),
                keyed(LEDGER, MATCH),
                keyed(PAYMENTS, MATCH),
                keyed(MATCH, WRITE),
                keyed(LEDGER, BALANCES)),
            shape.limits())
        .validated();
  }

  /** What the join writes, a file for each partition of the sink. */
  public List<Path> outputs() {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < shape.sinks(); i++) {
      String file = shape.sinks() == 1 ? "output.csv" : "output-" + i + ".csv";
      files.add(directory.resolve(file));
    }
    return files;
  }

  /** What the ledger holds at the end. */
  public Path balances() {
    return directory.resolve("balances.csv");
  }

  public RunFiles files() {
    return new RunFiles(directory);
  }

  /** How many records each partition of a source has in all. */
  public long countPerPartition() {
    return LedgerPartition.count(workload, shape.sources());
  }

  /**
   * Where a source partition is by then at the latest, for {@link RunFiles#end}: the most that any
   * of them has due.
   *
   * @param sinceStartMs a little in the future, so that no source is further when it looks
   */
  public long endBy(long sinceStartMs) throws IOException {
    long most = 0;
    for (int partition = 0; partition < shape.sources(); partition++) {
      for (Draws.Stream stream :
          List.of(Draws.Stream.ORDER_ARRIVAL, Draws.Stream.PAYMENT_ARRIVAL)) {
        Arrivals arrivals = workload.arrivals(stream, partition, shape.sources());
        most = Math.max(most, arrivals.countBy(sinceStartMs * 1000, countPerPartition()));
      }
    }
    return Math.min(countPerPartition(), LedgerPartition.wholeTurns(most));
  }

  private StageSpec source(String stage, Class<?> type, Map<String, String> options) {
    return stage(stage, StageSpec.Kind.SOURCE, type.getName(), shape.sources(), options);
  }

  private StageSpec function(String stage, Class<?> type) {
    return stage(stage, StageSpec.Kind.FUNCTION, type.getName(), shape.partitions(), Map.of());
  }

  private StageSpec write() {
    Map<String, String> options = Map.of("file", directory.resolve("output.csv").toString());
    String type = LedgerSink.class.getName();
    return stage(WRITE, StageSpec.Kind.SINK, type, shape.sinks(), options);
  }

  private StageSpec balancesSink() {
    return stage(BALANCES, StageSpec.Kind.SINK, "file:" + balances(), 1, Map.of());
  }

  private StageSpec stage(
      String stage,
      StageSpec.Kind kind,
      String implementation,
      int partitions,
      Map<String, String> options) {
    return new StageSpec(
        stage,
        kind,
        implementation,
        partitions,
        Math.min(partitions, shape.instances()),
        shape.replication(),
        shape.log(),
        options);
  }

  private static LinkSpec keyed(String from, String to) {
    return new LinkSpec(from, to, Edge.KEYED);
  }
}
