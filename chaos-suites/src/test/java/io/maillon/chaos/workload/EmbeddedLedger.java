package io.maillon.chaos.workload;

import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.link.LinkRuntime;
import io.maillon.link.RuntimeEnd;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a pipeline to its end in this JVM: one coordinator, some instances, no faults. */
final class EmbeddedLedger {
  private EmbeddedLedger() {}

  /** Gives its status after the end. */
  static PipelineStatus run(LedgerPipeline pipeline, Path storage, int instances) throws Exception {
    CoordinatorConfig config = CoordinatorConfig.embedded(storage).build();
    try (Coordinator coordinator = Coordinator.start(config);
        CoordinatorClient client =
            CoordinatorClient.of(List.of(coordinator.controlAddress()), Duration.ofSeconds(30))) {
      client.apply(pipeline.spec());
      runInstances(pipeline.name(), instances, List.of(coordinator.controlAddress()));
      StatusDocument status = StatusDocument.parse(true, client.status(pipeline.name()).json());
      return status.pipeline(pipeline.name()).orElseThrow();
    }
  }

  private static void runInstances(String pipeline, int count, List<Address> coordinators)
      throws Exception {
    List<LinkRuntime> runtimes = new ArrayList<>();
    try {
      for (int i = 1; i <= count; i++) {
        LinkRuntime runtime = LinkRuntime.builder(pipeline, "w" + i, coordinators).build();
        runtimes.add(runtime);
        runtime.start();
      }
      for (LinkRuntime runtime : runtimes) {
        RuntimeEnd end = runtime.awaitEnd();
        System.out.println(pipeline + ": " + end);
      }
    } finally {
      runtimes.forEach(LinkRuntime::close);
    }
  }
}
