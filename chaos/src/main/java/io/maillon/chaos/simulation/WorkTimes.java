package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.StageSpec;

/**
 * How long the code of a stage takes.
 *
 * @param drawn whether the world has drawn that code
 * @param quiet whether there are no faults at all
 */
record WorkTimes(Swarm swarm, boolean drawn, boolean quiet) {
  /**
   * Without faults functions are slow instead: what one partition does overtakes what another does,
   * as it may after a fault.
   */
  private static final long QUIET_WORK_MAX_NS = 500 * Chance.MS;

  /** One work; for a source, the time between two polls. */
  long workNs(StageSpec stage, Chance of) {
    if (stage.kind() == StageSpec.Kind.SOURCE) {
      long pollNs = Swarm.FAULTS_END_NS / (swarm.records() / 2) / (swarm.hasty() ? 2 : 1);
      return of.between(pollNs / 2, pollNs * 3 / 2);
    }
    return of.between(Chance.MS / 5, quiet ? QUIET_WORK_MAX_NS : swarm.workMaxNs());
  }

  /**
   * After its code has run, the result takes so long to get into the log. What drawn code does is
   * seen by nobody before that, so there it takes no time.
   */
  long answerNs(Chance of) {
    return drawn ? 0 : of.between(Chance.MS / 5, swarm.workMaxNs());
  }
}
