package io.maillon.chaos.cluster.check;

import static io.maillon.chaos.cluster.check.CheckNodes.expect;

import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;

/** Begins and ends faults, with their times and evidence. Owned by the thread of the cluster. */
final class CheckTrial {
  private final Faults faults;
  private String begun = "";
  private String ended = "";
  private long beginNs;
  private long endNs;

  CheckTrial(Faults faults) {
    this.faults = faults;
  }

  void begin(Injection fault) throws IOException {
    long startNs = System.nanoTime();
    begun = faults.begin(fault);
    beginNs = System.nanoTime() - startNs;
    expect(!begun.isEmpty(), fault + ": no evidence of its beginning");
  }

  void end(Injection fault) throws IOException {
    long startNs = System.nanoTime();
    ended = faults.end(fault);
    endNs = System.nanoTime() - startNs;
    expect(!ended.isEmpty(), fault + ": no evidence of its end");
  }

  String begun() {
    return begun;
  }

  String ended() {
    return ended;
  }

  long beginNs() {
    return beginNs;
  }

  long endNs() {
    return endNs;
  }
}
