package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.check.BackendCheck;
import io.maillon.chaos.cluster.check.BackendContract;
import io.maillon.chaos.cluster.linux.Remains;
import java.io.IOException;
import java.util.Set;

class NamespacesBackendTest extends BackendContract {
  NamespacesBackendTest() {
    super(new NamespacesBackend());
  }

  @Override
  protected Set<FaultKind> kinds(boolean complete) {
    return BackendCheck.kindsOfHosts(complete);
  }

  @Override
  protected void expectNothingLeft() throws IOException {
    Remains.expectNone("maillon-chaos-" + ProcessHandle.current().pid() + "-");
  }
}
