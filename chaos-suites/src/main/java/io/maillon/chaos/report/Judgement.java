package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.util.List;
import java.util.stream.Stream;

/** All that is said of a run. One INVALID makes it INVALID; else one UNKNOWN makes it UNKNOWN. */
record Judgement(PipelineResult pipeline, List<FurtherCheck> further) {
  Judgement {
    further = List.copyOf(further);
  }

  Verdict verdict() {
    List<Verdict> all =
        Stream.concat(Stream.of(pipeline.verdict()), further.stream().map(FurtherCheck::verdict))
            .toList();
    return all.contains(Verdict.INVALID)
        ? Verdict.INVALID
        : all.contains(Verdict.UNKNOWN) ? Verdict.UNKNOWN : Verdict.VALID;
  }

  int claims() {
    return pipeline.checks().size() + further.size();
  }

  /** Valid claims that say nothing, since there was nothing to check. */
  long idle() {
    return pipeline.checks().stream().filter(Judgement::isIdle).count();
  }

  static boolean isIdle(CheckResult check) {
    return check.verdict() == Verdict.VALID && check.checked() == 0;
  }

  /** Names of the claims of which this is said. */
  String named(Verdict verdict) {
    return String.join(
        ", ",
        Stream.concat(
                pipeline.checks().stream()
                    .filter(c -> c.verdict() == verdict)
                    .map(c -> c.claim().toString()),
                further.stream().filter(c -> c.verdict() == verdict).map(FurtherCheck::text))
            .toList());
  }
}
