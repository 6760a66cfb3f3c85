package io.maillon.detector.evidence;

import io.maillon.detector.evidence.Verdict.Status;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Weighs all evidence about one instance and holds the verdict. DEAD is final.
 *
 * <p>Owner: the monitor's thread. Times are nanoseconds of one monotonic clock. The decision is a
 * pure function of the evidence and its times, so two runs over the same events agree.
 */
public final class EvidenceFusion<I extends Comparable<I>> {
  private final I id;
  private final FusionRules rules;
  private final CaseFile<I> file;
  private Verdict<I> verdict;

  /** Since when the instance is suspected, less our own lost time. */
  private long troubleNs;

  public EvidenceFusion(I id, FusionSettings settings, long nowNs) {
    this.id = id;
    this.rules = new FusionRules(settings);
    this.file = new CaseFile<>(nowNs);
    this.verdict = alive(OptionalLong.empty());
  }

  /**
   * Takes note; the next {@link #judge} decides. Evidence about the dead is ignored.
   *
   * @param atNs when it was observed: of a peer's report, when the peer observed it
   */
  public void accept(Evidence<I> evidence, long atNs) {
    if (verdict.status() != Status.DEAD) {
      file.add(evidence, atNs);
    }
  }

  /**
   * The verdict as of now.
   *
   * @param othersCanTestify whether another instance could say anything about this one at all
   */
  public Verdict<I> judge(boolean othersCanTestify, long nowNs) {
    if (verdict.status() == Status.DEAD) {
      return verdict;
    }
    boolean troubled = verdict.status() == Status.SUSPECTED;
    long troubledNs = troubled ? nowNs - troubleNs : 0;
    Optional<Finding> finding = rules.judge(file, othersCanTestify, troubledNs, nowNs);
    OptionalLong clearedNs = troubled ? verdict.suspectedNs() : OptionalLong.empty();
    verdict = finding.map(it -> against(it, nowNs)).orElseGet(() -> alive(clearedNs));
    return verdict;
  }

  public Verdict<I> verdict() {
    return verdict;
  }

  /** Whether its process is known to have ended: the one kind of evidence that cannot be wrong. */
  public boolean exited() {
    return file.exitCode.isPresent();
  }

  /**
   * Whether it has ended by evidence that need not wait until we have read what lies unread: the
   * end of its process, or a host that refuses us after the connection closed, unless a peer has
   * heard it since. That one's next word may lie unread.
   */
  public boolean isProven() {
    return exited()
        || (file.closed && file.refused && !file.testimonies.isSpokenForSince(file.closedNs));
  }

  /** Whether it is well enough to be a witness for others. */
  public boolean canTestify() {
    boolean well = file.heard && !file.closed && !file.late && !exited();
    return well && verdict.status() != Status.DEAD;
  }

  /** We were not running for {@code lostNs}: nothing counts that only our own sleep made late. */
  public void excuse(long lostNs, long nowNs) {
    troubleNs += lostNs;
    file.excuse(lostNs, nowNs);
  }

  /** A witness is gone, and what it said with it. */
  public void forgetPeer(I peer) {
    file.testimonies.forget(peer);
  }

  /** Those whose word is on file. */
  public Iterable<I> witnesses() {
    return file.testimonies.peers();
  }

  private Verdict<I> alive(OptionalLong clearedNs) {
    return new Verdict<>(
        id, Status.ALIVE, file.recovery, file.lastSignOfLifeNs, clearedNs, OptionalLong.empty());
  }

  private Verdict<I> against(Finding finding, long nowNs) {
    boolean fresh = verdict.status() == Status.ALIVE;
    troubleNs = fresh ? nowNs : troubleNs;
    OptionalLong suspectedNs = fresh ? OptionalLong.of(finding.sinceNs()) : verdict.suspectedNs();
    boolean dead = finding.status() == Status.DEAD;
    return new Verdict<>(
        id,
        finding.status(),
        finding.reason(),
        failedNs(),
        suspectedNs,
        dead ? OptionalLong.of(nowNs) : OptionalLong.empty());
  }

  /** One that beats but stands still failed when it stopped moving, not at its last heartbeat. */
  private long failedNs() {
    boolean onlyStuck = file.stuck && !file.late && !file.closed && !exited();
    return onlyStuck ? file.stuckNs : file.lastSignOfLifeNs;
  }
}
