package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageHeader;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ghost of one partition: every commit that was ever made, and which of them are committed. A
 * partition whose log dies with its owner has one line of commits per beginning, others have one.
 */
final class PartitionHistory {
  /** Outputs of a log that began anew have offsets from {@code epoch << FRESH_SHIFT} on. */
  private static final int FRESH_SHIFT = 40;

  private record Name(long epoch, long index) {}

  /** Where an output lies: its target and first offset. */
  record Place(PartitionId target, long firstOffset) {}

  /** One committed line. */
  static final class Line {
    private CommitNode tip;
    private final Map<PartitionId, Position> positions = new TreeMap<>();
    private final Map<Bytes, Bytes> state = new HashMap<>();

    private Line(CommitNode root) {
      tip = root;
    }

    CommitNode tip() {
      return tip;
    }

    long position(PartitionId upstream) {
      Position known = positions.get(upstream);
      return known == null ? 0 : known.offset();
    }

    Map<Bytes, Bytes> state() {
      return state;
    }
  }

  private final PartitionId partition;
  private final Map<Name, CommitNode> commits = new HashMap<>();
  private final Map<Long, CommitNode> roots = new TreeMap<>();
  private final Map<CommitNode, Line> lines = new LinkedHashMap<>();
  private final Map<Place, OutputBatch> outputs = new HashMap<>();

  PartitionHistory(PartitionId partition) {
    this.partition = partition;
  }

  /** The commit that follows on a log; the same name must always mean the same commit. */
  CommitNode append(CommitNode tip, Commit commit) {
    Name name = new Name(commit.epoch(), commit.index());
    CommitNode known = commits.get(name);
    if (known == null) {
      CommitNode made = tip.then(commit);
      commits.put(name, made);
      return made;
    }
    if (known.parent() != tip || !known.commit().equals(commit)) {
      throw new Violation(
          3,
          partition
              + ": commit "
              + known
              + " follows on "
              + tip
              + " here and on "
              + known.parent()
              + " elsewhere, or differs in content: expected one commit per name");
    }
    return known;
  }

  /** The log that an image stands for. */
  CommitNode of(ImageHeader header) {
    if (header.index() == 0) {
      return roots.computeIfAbsent(header.lastOffset(), x -> CommitNode.root());
    }
    CommitNode known = commits.get(new Name(header.epoch(), header.index()));
    if (known == null) {
      throw new Violation(
          3,
          partition
              + ": image at "
              + header.epoch()
              + "/"
              + header.index()
              + " of no known commit");
    }
    return known;
  }

  /** What is committed on the line of a log. */
  Line line(CommitNode log) {
    CommitNode root = log.root0();
    return lines.computeIfAbsent(root, Line::new);
  }

  Iterable<Line> lines() {
    return lines.values();
  }

  OutputBatch output(PartitionId target, long firstOffset) {
    return outputs.get(new Place(target, firstOffset));
  }

  /** An owner takes its log for committed up to a node; returns the commits that are new. */
  boolean commit(CommitNode upTo) {
    Line line = line(upTo);
    if (line.tip.contains(upTo)) {
      return false;
    }
    if (!upTo.contains(line.tip)) {
      throw new Violation(
          3,
          partition
              + ": commit "
              + upTo
              + " counts as committed, its log lacks "
              + line.tip
              + ", which was committed before");
    }
    advance(line, upTo);
    return true;
  }

  private void advance(Line line, CommitNode upTo) {
    for (long i = line.tip.index() + 1; i <= upTo.index(); i++) {
      take(line, upTo.at(i).commit());
    }
    line.tip = upTo;
  }

  /** Who began anew sends its stream again, also after its end. */
  private static boolean isOver(Position before, Position moved) {
    return before.ended() && before.offset() >> FRESH_SHIFT == moved.offset() >> FRESH_SHIFT;
  }

  private void take(Line line, Commit commit) {
    for (Position moved : commit.positions()) {
      Position before = line.positions.put(moved.upstream(), moved);
      if (before != null && (before.offset() >= moved.offset() || isOver(before, moved))) {
        throw new Violation(
            4,
            partition
                + " consumed "
                + moved.upstream()
                + " offset "
                + moved.offset()
                + " after "
                + before.offset());
      }
    }
    for (OutputBatch batch : commit.outputs()) {
      outputs.put(new Place(batch.target(), batch.firstOffset()), batch);
    }
    for (StateChange change : commit.changes()) {
      if (change.value().isPresent()) {
        line.state.put(change.key(), change.value().get());
      } else {
        line.state.remove(change.key());
      }
    }
  }
}
