package io.maillon.chaos.simulation;

/** What a world may do to those who live in it; each seed draws some. */
enum Fault {
  CRASH,
  PAUSE,
  CUT_ONE_WAY,
  CUT_TWO_WAYS,
  CUT_FROM_COORDINATOR,
  CONNECTION_LOSS,
  SLOW_NODE,
  LEADER_CHANGE,
  COORDINATOR_CRASH,
  PROPOSAL_FAILURE,
  COMMAND_REPLAY
}
