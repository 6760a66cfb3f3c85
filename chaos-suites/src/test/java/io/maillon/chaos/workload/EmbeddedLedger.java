package io.maillon.chaos.workload;

import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.link.LinkRuntime;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a pipeline to its end in this JVM: one coordinator, some instances, no faults. Logs are
 * files: where a busy machine lets both instances look dead, nothing is lost.
 */
final class EmbeddedLedger {
  private EmbeddedLedger() {}

  /** Gives its status after the end. */
  static PipelineStatus run(LedgerPipeline pipeline, Path storage, int instances) throws Exception {
    CoordinatorConfig config = CoordinatorConfig.embedded(storage).build();
    try (Coordinator coordinator = Coordinator.start(config);
        CoordinatorClient client =
            CoordinatorClient.of(List.of(coordinator.controlAddress()), Duration.ofSeconds(30))) {
      client.apply(pipeline.spec());
      List<Address> addresses = List.of(coordinator.controlAddress());
      runInstances(pipeline.name(), instances, addresses, storage.resolveSibling("logs"));
      StatusDocument status = StatusDocument.parse(true, client.status(pipeline.name()).json());
      return status.pipeline(pipeline.name()).orElseThrow();
    }
  }

  private static void runInstances(
      String pipeline, int count, List<Address> coordinators, Path logs) throws Exception {
    List<LinkRuntime> runtimes = new ArrayList<>();
    try {
      for (int i = 1; i <= count; i++) {
        LinkRuntime runtime =
            LinkRuntime.builder(pipeline, "w" + i, coordinators).logDirectory(logs).build();
        runtimes.add(runtime);
        runtime.start();
      }
      for (LinkRuntime runtime : runtimes) {
        runtime.awaitEnd();
      }
    } finally {
      runtimes.forEach(LinkRuntime::close);
    }
  }
}
