package io.maillon.chaos.simulation;

/** A moment between two effects of one step at which a process may end or freeze. */
enum FaultPoint {
  REGISTERED("registered, nothing written"),
  PROMISED("promise written, nothing answered"),
  APPENDING("commits written in part"),
  APPENDED("commits written, nothing sent"),
  REPLACED("log replaced, nothing answered"),
  MARKED("marks written"),
  DISCARDED("log discarded"),
  CLAIMED("claim taken up, before a fence"),
  FENCING("between promise and answer to a fence"),
  FETCHING("between fence and fetch, or two chunks"),
  SERVING("before a chunk is served"),
  INSTALLING("before a chunk is installed"),
  INSTALLED("installed everywhere, before it is told"),
  REPLICATING("before an append is sent"),
  CONFIRMING("before an append is confirmed"),
  RELEASING("committed, before an output is released"),
  ACKNOWLEDGING("committed, before an input is acknowledged"),
  OPENING("before a channel is answered"),
  FINISHING("concluded, before it is told"),
  PROPOSED("leader, command proposed"),
  JOINED("leader, registration agreed and not answered"),
  DECLARED("leader, deaths agreed and not told"),
  GRANTED("leader, claims agreed and not told"),
  ACTIVATED("leader, activation agreed and not told"),
  TELLING("leader, some are told"),
  LAUNCHING("leader, launch ordered"),
  LAUNCHED("leader, process launched, not on record");

  private final String what;

  FaultPoint(String what) {
    this.what = what;
  }

  boolean isOfLeader() {
    return compareTo(PROPOSED) >= 0;
  }

  /** Path that is taken when a fault happens there. */
  String probe() {
    return "struck at " + this;
  }

  @Override
  public String toString() {
    return what;
  }
}
