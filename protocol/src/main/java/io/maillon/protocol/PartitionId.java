package io.maillon.protocol;

import java.util.Objects;

/**
 * Names one partition of a stage: the unit of order, state, log and recovery. Written {@code
 * delays/3}.
 *
 * @param stage name of the stage, unique in its pipeline
 * @param index from 0 to the stage's partition count, exclusive
 */
public record PartitionId(String stage, int index) implements Comparable<PartitionId> {
  public PartitionId {
    Objects.requireNonNull(stage, "stage");
    if (index < 0) {
      throw new IllegalArgumentException("partition index " + index + ": expected 0 or more");
    }
  }

  /** Reads {@code stage/index}; refuses anything else with the text it found. */
  public static PartitionId parse(String text) {
    int slash = text.lastIndexOf('/');
    try {
      PartitionId id =
          new PartitionId(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
      if (slash == 0 || !id.toString().equals(text)) {
        throw new NumberFormatException("not as it would be written");
      }
      return id;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "partition '" + text + "': expected STAGE/INDEX, such as delays/3", e);
    }
  }

  // Written out, these two: it is the key of most maps, and what a record makes of them is slow in
  // a process that has just started.
  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionId id && index == id.index && stage.equals(id.stage);
  }

  @Override
  public int hashCode() {
    return 31 * stage.hashCode() + index;
  }

  @Override
  public int compareTo(PartitionId other) {
    int byStage = stage.compareTo(other.stage);
    return byStage != 0 ? byStage : Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return stage + "/" + index;
  }
}
