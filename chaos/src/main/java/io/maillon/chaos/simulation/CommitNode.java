package io.maillon.chaos.simulation;

import io.maillon.protocol.log.Commit;

/**
 * One commit that was ever made, with the one before it: a log is the path from its last commit to
 * a root. A root stands for an empty log.
 */
final class CommitNode {
  private final CommitNode parent;
  private final CommitNode root;
  private final long epoch;
  private final long index;
  private final Commit commit;

  private CommitNode(CommitNode parent, long epoch, long index, Commit commit) {
    this.parent = parent;
    root = parent == null ? this : parent.root;
    this.epoch = epoch;
    this.index = index;
    this.commit = commit;
  }

  static CommitNode root() {
    return new CommitNode(null, 0, 0, null);
  }

  CommitNode then(Commit next) {
    return new CommitNode(this, next.epoch(), next.index(), next);
  }

  CommitNode parent() {
    return parent;
  }

  long epoch() {
    return epoch;
  }

  long index() {
    return index;
  }

  Commit commit() {
    return commit;
  }

  /** The commit at a lower index of the same log. */
  CommitNode at(long lower) {
    CommitNode node = this;
    while (node.index > lower) {
      node = node.parent;
    }
    return node;
  }

  CommitNode root0() {
    return root;
  }

  /** Whether a log that ends here contains the other one. */
  boolean contains(CommitNode other) {
    return other.index <= index && at(other.index) == other;
  }

  @Override
  public String toString() {
    return epoch + "/" + index;
  }
}
