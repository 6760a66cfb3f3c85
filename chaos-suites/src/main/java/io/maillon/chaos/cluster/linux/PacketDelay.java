package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes packets late: the receiver's kernel hands them to {@code nfdelay.py}, which gives them back
 * in order and in time. Works where the kernel has no netem. Delays of the same way add up, and so
 * do jitters. Owned by the thread of the cluster.
 */
public final class PacketDelay {
  private static final Duration SEEN_WITHIN = Duration.ofMillis(500);

  private final Hosts hosts;
  private final Path scratch;
  private final Path script;
  private final String run;
  private final Map<String, Way> ways = new TreeMap<>();
  private int queues;

  /**
   * @param scratch a directory of ours
   * @param run name of it, by which its processes are known
   */
  public PacketDelay(Hosts hosts, Path scratch, String run) throws IOException {
    this.hosts = hosts;
    this.scratch = scratch;
    this.run = run;
    this.script = Scripts.unpack("nfdelay.py", scratch);
  }

  /** Offers what this machine can do. */
  public void offer(EffectFaults faults) {
    faults.offer(FaultKind.DELAY, fault -> delay(fault, way -> way.delays));
    faults.offer(FaultKind.JITTER, fault -> delay(fault, way -> way.jitters));
  }

  /** Whether the kernel has what it takes. */
  boolean works(String node) {
    try {
      new Way(node, node, ++queues).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Effect delay(Injection fault, Function<Way, Amounts> kind) throws IOException {
    String from = fault.nodes().get(0);
    String to = fault.nodes().get(1);
    Way way = ways.get(from + " " + to);
    if (way == null) {
      way = new Way(from, to, ++queues);
      ways.put(from + " " + to, way);
    }
    Way mine = way;
    kind.apply(mine).add(fault.amount());
    mine.write();
    long before = mine.queued();
    Probe.send(hosts, from, to);
    boolean seen = Waiting.until(SEEN_WITHIN, () -> mine.queued() > before);
    return Effect.of(seen ? mine.told() : "", () -> end(mine, kind.apply(mine), fault.amount()));
  }

  private String end(Way way, Amounts amounts, long amountMs) throws IOException {
    String told = way.told();
    amounts.remove(amountMs);
    way.write();
    if (way.delays.isEmpty() && way.jitters.isEmpty()) {
      ways.remove(way.from + " " + way.to);
      way.close();
    }
    return told;
  }

  /** One direction between two nodes. */
  private final class Way {
    final String from;
    final String to;
    final int queue;
    final Amounts delays = new Amounts();
    final Amounts jitters = new Amounts();
    final Path settings;
    Process process;

    Way(String from, String to, int queue) throws IOException {
      this.from = from;
      this.to = to;
      this.queue = queue;
      this.settings = scratch.resolve("delay-" + queue);
      Files.writeString(settings, "0 0");
      open();
    }

    void open() throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Shell.join(
                  hosts.door(to),
                  Scripts.python(),
                  script.toString(),
                  Integer.toString(queue),
                  settings.toString()));
      builder.environment().put(Owner.VARIABLE, run);
      builder.redirectErrorStream(true);
      process = builder.start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      if (!"ready".equals(line)) {
        throw new IOException("nfdelay.py in the network of " + to + ": " + line);
      }
      Shell.run(rule("-A"));
    }

    List<String> rule(String operation) {
      return Shell.join(
          hosts.door(to),
          "iptables",
          "-w",
          operation,
          "INPUT",
          "-s",
          hosts.address(from),
          "-j",
          "NFQUEUE",
          "--queue-num",
          Integer.toString(queue),
          "--queue-bypass");
    }

    /** In one step: the script reads it at any time. */
    void write() throws IOException {
      Path next = settings.resolveSibling(settings.getFileName() + ".next");
      Files.writeString(next, delays.sum() + " " + jitters.sum());
      Files.move(next, settings, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Packets that the kernel handed over so far. */
    long queued() throws IOException {
      String table =
          Shell.run(Shell.join(hosts.door(to), "cat", "/proc/net/netfilter/nfnetlink_queue"));
      return table
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[0].equals(Integer.toString(queue)))
          .mapToLong(fields -> Long.parseLong(fields[7]))
          .sum();
    }

    String told() throws IOException {
      return queued()
          + " packets from "
          + hosts.address(from)
          + " to "
          + to
          + " queued for "
          + delays.sum()
          + " ms and up to "
          + jitters.sum()
          + " ms more";
    }

    /** The script passes on what it holds before it ends. */
    void close() throws IOException {
      Shell.attempt(rule("-D"));
      process.destroy();
      try {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
      Files.deleteIfExists(settings);
    }
  }
}
