package io.maillon.chaos.cluster.check;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.linux.Waiting;
import io.maillon.protocol.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Starts the check's program on nodes and asks it. Owned by the thread of the cluster. */
final class CheckNodes {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration TRIED_WITHIN = Duration.ofMillis(500);
  private static final String JVM =
      "-Xmx48m -XX:MaxDirectMemorySize=1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
          + " -XX:+ExitOnOutOfMemoryError";

  private final Cluster cluster;

  CheckNodes(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Starts the program where it doesn't run, and waits until all answer. */
  void startAll() throws IOException {
    for (Node node : cluster.nodes()) {
      if (!node.isRunning()) {
        String port = Integer.toString(node.port(0));
        String proxy = node.via().map(Address::toString).orElse("-");
        node.start(JVM, List.of(node.host(), port, node.directory().toString(), proxy));
      }
    }
    for (Node node : cluster.nodes()) {
      expect(
          Waiting.until(ANSWER_WITHIN, () -> answers(node)),
          node.name() + " does not answer, see " + node.log());
    }
  }

  /** Whether a node's program answers at once. */
  boolean answers(Node node) {
    return attempt(node, TRIED_WITHIN, "echo x").startsWith("ok");
  }

  /** The answer of a node's program; any time up to half a minute. */
  String ask(Node node, String question) {
    return attempt(node, ANSWER_WITHIN, question);
  }

  /** A number that it answers with. */
  long number(Node node, String question) throws IOException {
    String answer = ask(node, question);
    expect(answer.startsWith("ok "), node.name() + ": " + question + ": " + answer);
    return Long.parseLong(answer.substring(3));
  }

  /** What it answers within that time; {@code failed} with the reason otherwise. */
  String attempt(Node node, Duration within, String question) {
    Address address = node.reach(0);
    try (Socket socket = new Socket()) {
      int ms = (int) within.toMillis();
      socket.connect(new InetSocketAddress(address.host(), address.port()), ms);
      socket.setSoTimeout(ms);
      PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
      out.println(question);
      String answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return answer == null ? "failed closed" : answer;
    } catch (IOException e) {
      return "failed " + e;
    }
  }

  /** Has one node dial another one, with a question of so many bytes. */
  String dial(Node from, Node to, int bytes) {
    return ask(from, "dial " + to.host() + " " + to.port(0) + " " + bytes);
  }

  /** The same, in ms; it has to work. */
  long dialMs(Node from, Node to, int bytes) throws IOException {
    return number(from, "dial " + to.host() + " " + to.port(0) + " " + bytes);
  }

  /** Has a node make its standing connection to another one. */
  String open(Node from, Node to) {
    return ask(from, "open " + to.host() + " " + to.port(0));
  }

  /** Fails the check unless the condition holds. */
  static void expect(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }
}
