package io.maillon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.suite.LedgerSubject;
import io.maillon.chaos.suite.SuiteOptions;
import io.maillon.chaos.suite.SuiteRun;
import io.maillon.chaos.suite.Suites;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.Workload;
import io.maillon.cli.internal.chaos.ClusterSuite;
import io.maillon.cli.internal.local.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosSuiteIT {
  @Test
  void smokeOnProcesses(@TempDir Path store) throws Exception {
    String kept = System.getProperty("chaos.store");
    Path place = kept == null ? store : Path.of(kept);
    Duration duration = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 20));
    var suite = Suites.named(System.getProperty("chaos.suite", "smoke"));
    Path directory = SuiteRun.newDirectory(place, suite);
    LedgerPipeline pipeline =
        new LedgerPipeline(
            "ledger",
            directory.resolve("nodes").resolve("shared"),
            Workload.steady(1, 10_000_000, Integer.getInteger("chaos.rate", 2_000)),
            LedgerPipeline.Shape.DEFAULT.replication(2));
    SuiteOptions options =
        new SuiteOptions(
            suite,
            Long.getLong("chaos.seed", 1),
            duration,
            Backend.named(System.getProperty("chaos.backend", "processes")),
            place,
            JavaCommand::maillon,
            3,
            4,
            JavaCommand.INSTANCE_JVM,
            JavaCommand.COORDINATOR_JVM,
            List.of(),
            System.out::println);
    try (LedgerSubject subject = new LedgerSubject(pipeline)) {
      PipelineResult result = new ClusterSuite(options, subject, directory).run();
      System.out.println(result);
      assertEquals(Verdict.VALID, result.verdict(), result.toString());
    }
  }
}
