package io.maillon.cli.internal.command;

import io.maillon.chaos.simulation.Reduction;
import io.maillon.cli.internal.chaos.SimulationOptions;
import io.maillon.cli.internal.chaos.UserSubject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Flags of the suite {@code simulation}. */
final class SimulationFlags {
  private static final long SEEDS = 2_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many fresh seeds to run; default: " + SEEDS)
  private Long seeds;

  @Option(
      names = "--base",
      paramLabel = "0x…",
      converter = SeedConverter.class,
      description = "that the seeds are drawn from, as an earlier run printed it; default: fresh")
  private Long base;

  @Option(
      names = "--seed",
      paramLabel = "0x…",
      converter = SeedConverter.class,
      description = "run this seed alone")
  private Long seed;

  @Option(
      names = "--faults",
      paramLabel = "N,…",
      description = "with --seed: leave only the faults of these numbers, or none")
  private String faults;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "with --seed: leave only so many records of each source partition")
  private Integer records;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "that run worlds; default: one for each processor")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "store/simulation",
      description = "where the trace of a failure goes; default: ${DEFAULT-VALUE}")
  private Path directory;

  /** Also of the suites on real nodes. */
  Optional<Long> seed() {
    return Optional.ofNullable(seed);
  }

  SimulationOptions options(CommandLine line, PipelineFlags pipeline) {
    if (seed != null && (seeds != null || base != null)) {
      throw usage(line, "--seed: expected without --seeds and --base, it runs one seed alone");
    }
    if (seed == null && (faults != null || records != null)) {
      throw usage(line, "--faults, --records: expected with --seed, they reduce one failed run");
    }
    long count = seed != null ? 1 : atLeastOne(line, "--seeds", seeds, SEEDS);
    int processors = Runtime.getRuntime().availableProcessors();
    long wanted = Math.min(count, atLeastOne(line, "--threads", threads, processors));
    return new SimulationOptions(
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        count,
        base != null ? base : new SecureRandom().nextLong(),
        reduction(line),
        (int) wanted,
        directory,
        pipeline
            .pipeline(line)
            .map(file -> new UserSubject(file, pipeline.jars(), pipeline.compared())));
  }

  private Reduction reduction(CommandLine line) {
    long most = atLeastOne(line, "--records", records, Integer.MAX_VALUE);
    Reduction reduction = Reduction.NONE.withRecords((int) most);
    try {
      return faults == null ? reduction : reduction.withFaults(Reduction.parseFaults(faults));
    } catch (IllegalArgumentException e) {
      throw usage(line, "--faults: " + e.getMessage());
    }
  }

  private static long atLeastOne(CommandLine line, String name, Number given, long otherwise) {
    if (given != null && given.longValue() < 1) {
      throw usage(line, name + ": '" + given + "': expected 1 or more");
    }
    return given == null ? otherwise : given.longValue();
  }

  private static ParameterException usage(CommandLine line, String message) {
    return new ParameterException(line, message);
  }
}
