package io.maillon.chaos.model;

import io.maillon.chaos.simulation.*;
import io.maillon.protocol.pipeline.LogKind;
import java.nio.file.*;
import java.util.*;

public final class TraceProbe {
  public static void main(String[] args) throws Exception {
    List<PartitionTrace> all = new ArrayList<>();
    long from = Long.parseLong(args[0]), to = Long.parseLong(args[1]);
    for (long seed = from; seed <= to; seed++) {
      Simulation s = Simulation.recorded(seed);
      SimulationReport r = s.run();
      if (!r.isValid()) System.out.println("INVALID " + seed + r.violation());
      all.addAll(s.partitionTraces());
    }
    for (LogKind kind : LogKind.values()) {
      List<PartitionTrace> some = all.stream().filter(t -> t.log() == kind).toList();
      if (some.isEmpty()) continue;
      some.forEach(System.out::println);
      Path work = Files.createTempDirectory(Path.of("/tmp/tlawork"), "t");
      long t0 = System.nanoTime();
      TraceCheck c = TraceCheck.of(work, some);
      System.out.println(
          kind
              + " "
              + some.size()
              + " "
              + (System.nanoTime() - t0) / 1e9
              + " "
              + c.used()
              + "\n"
              + c.rejected().orElse("accepted"));
    }
  }
}
