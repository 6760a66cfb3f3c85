package io.maillon.chaos.simulation;

/** What a world may do to those who live in it; each seed draws some. */
enum Fault {
  CRASH,
  PAUSE,
  /** All processes of a host end, and what no write waited for is not on its disk. */
  POWER_LOSS,
  /** A write to a log file fails. */
  DISK_FULL,
  /** The leader has one declared dead who is well. */
  FALSE_SUSPICION,
  CUT_ONE_WAY,
  CUT_TWO_WAYS,
  CUT_FROM_COORDINATOR,
  CONNECTION_LOSS,
  SLOW_NODE,
  LEADER_CHANGE,
  COORDINATOR_CRASH,
  /** A deposed leader goes on, and what it proposes gets into the log later. */
  RACING_LEADERS,
  PROPOSAL_FAILURE,
  COMMAND_REPLAY,
  /** A crash or a pause between two effects of one step, see {@link FaultPoint}. */
  AT_POINT
}
