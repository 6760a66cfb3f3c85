package io.maillon.protocol;

import java.util.Objects;

/**
 * One life of one instance, written {@code n4#2}. Configurations name incarnations, never bare
 * names: what restarts is somebody else, with none of the memory that the former one held.
 *
 * @param name of the instance, unique in its pipeline, the same in every life
 * @param incarnation counts the lives, from 1; granted by the coordinator
 */
public record InstanceId(String name, int incarnation) implements Comparable<InstanceId> {
  public InstanceId {
    Objects.requireNonNull(name, "name");
    if (incarnation < 0) {
      throw new IllegalArgumentException("incarnation " + incarnation + ": expected 0 or more");
    }
  }

  /** Reads {@code name#incarnation}; refuses anything else with the text it found. */
  public static InstanceId parse(String text) {
    int hash = text.lastIndexOf('#');
    try {
      InstanceId id =
          new InstanceId(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
      if (hash == 0 || !id.toString().equals(text)) {
        throw new NumberFormatException("not as it would be written");
      }
      return id;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "instance '" + text + "': expected NAME#INCARNATION, such as n4#2", e);
    }
  }

  // Written out, these two: see PartitionId.
  @Override
  public boolean equals(Object other) {
    return other instanceof InstanceId id && incarnation == id.incarnation && name.equals(id.name);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + incarnation;
  }

  @Override
  public int compareTo(InstanceId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Integer.compare(incarnation, other.incarnation);
  }

  @Override
  public String toString() {
    return name + "#" + incarnation;
  }
}
