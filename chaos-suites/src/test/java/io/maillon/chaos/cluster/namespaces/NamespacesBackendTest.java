package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.check.BackendContract;
import io.maillon.chaos.cluster.linux.Remains;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

class NamespacesBackendTest extends BackendContract {
  NamespacesBackendTest() {
    super(new NamespacesBackend());
  }

  @Override
  protected Set<FaultKind> kinds(boolean complete) {
    if (complete) {
      return EnumSet.range(FaultKind.KILL, FaultKind.OUT_OF_MEMORY);
    }
    return EnumSet.of(
        FaultKind.KILL,
        FaultKind.TERMINATE,
        FaultKind.OUT_OF_MEMORY,
        FaultKind.FREEZE,
        FaultKind.CUT_ONE_WAY,
        FaultKind.CUT,
        FaultKind.RESET,
        FaultKind.LOSS);
  }

  @Override
  protected void expectNothingLeft() throws IOException {
    Remains.expectNone("maillon-chaos-" + ProcessHandle.current().pid() + "-");
  }
}
