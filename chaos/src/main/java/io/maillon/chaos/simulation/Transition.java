package io.maillon.chaos.simulation;

import java.util.List;
import java.util.Locale;

/**
 * One thing that changed of one partition, as it was agreed through Raft, written to a log, sent or
 * done. A log is told by its last commit, since epoch and index name a commit for good.
 *
 * @param event number of the simulated event in which it happened
 * @param node a life; with a log on disk, the first of the lives that carry the same log
 * @param epoch what it is about; 0 = none
 * @param index of the last commit of a log, or up to which something holds
 * @param tipEpoch epoch of the last commit of the log that was written
 * @param members replicas that are named
 */
public record Transition(
    Kind kind,
    long event,
    long elapsedNs,
    String node,
    long epoch,
    long index,
    long tipEpoch,
    List<String> members) {
  /** What it is. */
  public enum Kind {
    /** Agreed: the node is candidate in the epoch, with the members as replicas. */
    GRANT,
    /** Agreed: that claim is the active configuration. */
    ACTIVATE,
    /** Written: the node refuses lower epochs. */
    PROMISE,
    /** Written: commits follow on the log, up to the index. */
    APPEND,
    /** Written: another log, up to the index, under a promise of the epoch. */
    REPLACE,
    /** Written: no log any more. */
    DISCARD,
    /** Sent: the first part of the log, to the candidate of the epoch. */
    READ,
    /** Sent: the log is held up to the index, to who speaks in the epoch. */
    CONFIRM,
    /** Done: the candidate of the epoch has a log and installs it. */
    INSTALLING,
    /** Done: in office under the epoch, speaks in {@code tipEpoch}. */
    OFFICE,
    /** Done: in office no more. */
    OUT,
    /** Done: the owner counts its proposed replicas, and asks to activate them. */
    JOINT,
    /** Done: the owner takes the log up to the index for committed. */
    COMMIT,
    /** Done: the process or life is over. */
    END,
    /** Done: the next life begins with the log and the promise of the former one. */
    RESTART
  }

  public Transition {
    members = List.copyOf(members);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "event %d t=%.6f %s %s epoch %d index %d tip %d %s",
        event,
        elapsedNs / 1e9,
        kind,
        node,
        epoch,
        index,
        tipEpoch,
        members);
  }
}
