package io.maillon.chaos.cluster.linux;

import java.util.List;

/** Nodes with a network of their own each, and the way into it. */
public interface Hosts {
  /** IP address of a node. */
  String address(String node);

  /** What stands before a command, so that it runs in the network of that node. */
  List<String> door(String node);
}
