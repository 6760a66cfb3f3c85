package io.maillon.chaos.cluster;

import java.util.List;

/**
 * One fault in certain nodes.
 *
 * @param kind what
 * @param nodes names, as many as the kind needs; the order matters where it has a direction
 * @param amount how much, in the unit of the kind; 0 where it has none
 */
public record Injection(FaultKind kind, List<String> nodes, long amount) {
  public Injection {
    nodes = List.copyOf(nodes);
    if (nodes.size() != kind.parties()) {
      throw new IllegalArgumentException(
          "fault " + kind + ": " + nodes + ": expected " + kind.parties() + " nodes");
    }
  }

  /** As in histories: {@code delay w1 w2 40 ms}. */
  @Override
  public String toString() {
    String text = kind + " " + String.join(" ", nodes);
    return kind.unit().isEmpty() ? text : text + " " + amount + " " + kind.unit();
  }
}
