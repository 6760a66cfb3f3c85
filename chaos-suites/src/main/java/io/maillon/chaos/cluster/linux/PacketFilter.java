package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Drops packets in the network of the node that receives them, with iptables. Not at the sender:
 * there a dropped datagram is an error that the sending program sees, unlike in a real network.
 *
 * <p>Each fault has rules of its own, named by a comment, so that faults may overlap. They stand
 * before the rules of {@link PacketDelay}, which let no packet go on to later ones. Owned by the
 * thread of the cluster.
 */
public final class PacketFilter {
  private static final Duration SEEN_WITHIN = Duration.ofMillis(500);

  private final Hosts hosts;
  private int made;

  private record Rule(String name, String from, String to, List<String> match) {}

  public PacketFilter(Hosts hosts) {
    this.hosts = hosts;
  }

  /** Offers what this machine can do. */
  public void offer(EffectFaults faults) {
    faults.offer(FaultKind.CUT_ONE_WAY, this::cut);
    faults.offer(FaultKind.CUT, this::cut);
    faults.offer(FaultKind.LOSS, this::lose);
  }

  private Effect cut(Injection fault) throws IOException {
    String first = fault.nodes().get(0);
    String second = fault.nodes().get(1);
    List<Rule> mine = new ArrayList<>();
    mine.add(new Rule(nextName(), first, second, List.of()));
    if (fault.kind() == FaultKind.CUT) {
      mine.add(new Rule(nextName(), second, first, List.of()));
    }
    List<String> seen = new ArrayList<>();
    for (Rule rule : mine) {
      insert(rule);
    }
    for (Rule rule : mine) {
      probe(rule);
      if (Waiting.until(SEEN_WITHIN, () -> dropped(rule) > 0)) {
        seen.add(told(rule));
      }
    }
    return Effect.of(seen.size() == mine.size() ? String.join(", ", seen) : "", () -> end(mine));
  }

  private Effect lose(Injection fault) throws IOException {
    String share = String.format(Locale.ROOT, "%.4f", Math.min(100, fault.amount()) / 100.0);
    Rule rule =
        new Rule(
            nextName(),
            fault.nodes().get(0),
            fault.nodes().get(1),
            List.of("-m", "statistic", "--mode", "random", "--probability", share));
    insert(rule);
    String listed =
        Shell.run(Shell.join(hosts.door(rule.to()), "iptables", "-w", "-S", "INPUT"))
            .lines()
            .filter(line -> line.contains(rule.name()))
            .findFirst()
            .orElse("");
    return Effect.of(
        listed.isEmpty() ? "" : rule.to() + ": iptables " + listed, () -> end(List.of(rule)));
  }

  private String end(List<Rule> mine) throws IOException {
    List<String> seen = new ArrayList<>();
    for (Rule rule : mine) {
      seen.add(told(rule));
      Shell.run(command(rule, "-D", "INPUT"));
    }
    return String.join(", ", seen);
  }

  private void insert(Rule rule) throws IOException {
    Shell.run(command(rule, "-I", "INPUT", "1"));
  }

  private List<String> command(Rule rule, String... place) {
    List<String> command = Shell.join(hosts.door(rule.to()), "iptables", "-w");
    command.addAll(List.of(place));
    command.addAll(List.of("-s", hosts.address(rule.from())));
    command.addAll(rule.match());
    command.addAll(List.of("-m", "comment", "--comment", rule.name(), "-j", "DROP"));
    return command;
  }

  /** Sends one datagram to the discard port, to see it dropped. */
  private void probe(Rule rule) throws IOException {
    Probe.send(hosts, rule.from(), rule.to());
  }

  private String told(Rule rule) throws IOException {
    return rule.to() + " dropped " + dropped(rule) + " packets from " + hosts.address(rule.from());
  }

  private long dropped(Rule rule) throws IOException {
    return Shell.run(Shell.join(hosts.door(rule.to()), "iptables", "-w", "-nvxL", "INPUT"))
        .lines()
        .filter(line -> line.contains("/* " + rule.name() + " */"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[0]))
        .sum();
  }

  private String nextName() {
    return "maillon-" + ++made;
  }
}
