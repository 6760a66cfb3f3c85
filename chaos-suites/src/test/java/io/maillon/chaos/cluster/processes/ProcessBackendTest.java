package io.maillon.chaos.cluster.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.check.BackendContract;
import java.util.EnumSet;
import java.util.Set;

class ProcessBackendTest extends BackendContract {
  ProcessBackendTest() {
    super(new ProcessBackend());
  }

  @Override
  protected Set<FaultKind> kinds(boolean complete) {
    return EnumSet.of(
        FaultKind.KILL,
        FaultKind.TERMINATE,
        FaultKind.OUT_OF_MEMORY,
        FaultKind.FREEZE,
        FaultKind.CUT_ONE_WAY,
        FaultKind.CUT,
        FaultKind.RESET,
        FaultKind.DELAY,
        FaultKind.JITTER,
        FaultKind.BANDWIDTH);
  }

  @Override
  protected void expectNothingLeft() {
    assertEquals(0, ProcessHandle.current().descendants().count());
  }
}
