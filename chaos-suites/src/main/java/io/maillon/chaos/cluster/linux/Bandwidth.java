package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits what a node sends to another one, with a class of htb per direction; everything else
 * passes at full speed. Of several limits the lowest holds. Owned by the thread of the cluster.
 */
public final class Bandwidth {
  private static final String DEVICE = "eth0";
  private static final long BITS_PER_KILOBYTE = 8_000;

  private final Hosts hosts;
  private final Map<String, Way> ways = new TreeMap<>();
  private int classes;

  public Bandwidth(Hosts hosts) {
    this.hosts = hosts;
  }

  /** Offers what this machine can do. */
  public void offer(EffectFaults faults) {
    faults.offer(FaultKind.BANDWIDTH, this::limit);
  }

  /** Whether the kernel has what it takes. */
  boolean works(String node) {
    try {
      tc(node, "qdisc", "add", "dev", DEVICE, "root", "handle", "1:", "htb", "default", "0");
      tc(node, "qdisc", "del", "dev", DEVICE, "root");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Effect limit(Injection fault) throws IOException {
    String from = fault.nodes().get(0);
    String to = fault.nodes().get(1);
    Way way = ways.get(from + " " + to);
    if (way == null) {
      // Classes are numbered up to ffff: more directions than nodes can have.
      way = new Way(from, to, ++classes);
      way.limits.add(fault.amount());
      if (!limits(from)) {
        tc(from, "qdisc", "add", "dev", DEVICE, "root", "handle", "1:", "htb", "default", "0");
      }
      make(way);
      ways.put(from + " " + to, way);
    } else {
      way.limits.add(fault.amount());
      rate(way, "change");
    }
    Way mine = way;
    return Effect.of(told(mine), () -> end(mine, fault.amount()));
  }

  private String end(Way way, long amount) throws IOException {
    String told = told(way);
    way.limits.remove(amount);
    if (!way.limits.isEmpty()) {
      rate(way, "change");
      return told;
    }
    ways.remove(way.from + " " + way.to);
    if (limits(way.from)) {
      tc(way.from, "filter", "del", "dev", DEVICE, "parent", "1:", "prio", way.number());
      tc(way.from, "class", "del", "dev", DEVICE, "classid", way.id());
    } else {
      tc(way.from, "qdisc", "del", "dev", DEVICE, "root");
    }
    return told;
  }

  private boolean limits(String node) {
    return ways.values().stream().anyMatch(way -> way.from.equals(node));
  }

  private void make(Way way) throws IOException {
    rate(way, "add");
    List<String> filter =
        new ArrayList<>(
            List.of("filter", "add", "dev", DEVICE, "parent", "1:", "protocol", "ip", "prio"));
    filter.addAll(
        List.of(way.number(), "u32", "match", "ip", "dst", hosts.address(way.to) + "/32"));
    filter.addAll(List.of("flowid", way.id()));
    tc(way.from, filter.toArray(new String[0]));
  }

  private void rate(Way way, String operation) throws IOException {
    String rate = Math.max(1, way.limits.least().orElseThrow()) * BITS_PER_KILOBYTE + "bit";
    tc(
        way.from, "class", operation, "dev", DEVICE, "parent", "1:", "classid", way.id(), "htb",
        "rate", rate, "ceil", rate, "burst", "16kb", "cburst", "16kb");
  }

  /** Rate, bytes and packets, as the kernel lists them. */
  private String told(Way way) throws IOException {
    List<String> lines =
        tc(way.from, "-s", "class", "show", "dev", DEVICE, "classid", way.id()).lines().toList();
    return lines.size() < 2
        ? ""
        : way.from + " to " + way.to + ": " + lines.get(0).strip() + ", " + lines.get(1).strip();
  }

  private String tc(String node, String... arguments) throws IOException {
    List<String> command = Shell.join(hosts.door(node), "tc");
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  private record Way(String from, String to, int index, Amounts limits) {
    Way(String from, String to, int index) {
      this(from, to, index, new Amounts());
    }

    String id() {
      return "1:" + Integer.toHexString(index);
    }

    String number() {
      return Integer.toString(index);
    }
  }
}
