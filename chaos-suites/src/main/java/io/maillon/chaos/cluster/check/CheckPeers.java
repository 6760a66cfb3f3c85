package io.maillon.chaos.cluster.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Dials the programs of other nodes, and counts datagrams from them. Any thread. */
final class CheckPeers {
  private static final int CONNECT_WITHIN_MS = 700;
  private static final int ANSWER_WITHIN_MS = 10_000;
  private static final int USE_WITHIN_MS = 700;

  private final AtomicLong received = new AtomicLong();
  private final Proxy proxy;
  private Peer standing;

  CheckPeers(InetSocketAddress here, Proxy proxy) throws IOException {
    this.proxy = proxy;
    DatagramSocket socket = new DatagramSocket(here);
    Thread thread = new Thread(() -> count(socket), "datagrams");
    thread.setDaemon(true);
    thread.start();
  }

  private void count(DatagramSocket socket) {
    try (socket) {
      DatagramPacket packet = new DatagramPacket(new byte[16], 16);
      while (true) {
        socket.receive(packet);
        received.incrementAndGet();
      }
    } catch (IOException e) {
      System.out.println("no more datagrams: " + e);
    }
  }

  /** A new connection with one question of so many bytes; how long it took. */
  String dial(String host, int port, int bytes) throws IOException {
    long startNs = System.nanoTime();
    try (Peer peer = new Peer(proxy, host, port)) {
      peer.ask("echo " + "x".repeat(bytes), ANSWER_WITHIN_MS);
    }
    return "ok " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** A connection that stays. */
  synchronized String open(String host, int port) throws IOException {
    if (standing != null) {
      standing.close();
    }
    standing = new Peer(proxy, host, port);
    return use();
  }

  /** One question over the connection that stays. */
  synchronized String use() throws IOException {
    return standing.ask("echo x", USE_WITHIN_MS);
  }

  /** So many datagrams. */
  String burst(String host, int port, int packets) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = {1};
      for (int i = 0; i < packets; i++) {
        socket.send(new DatagramPacket(bytes, 1, new InetSocketAddress(host, port)));
      }
    }
    return "ok " + packets;
  }

  long received() {
    return received.get();
  }

  private static final class Peer implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final PrintWriter out;

    Peer(Proxy proxy, String host, int port) throws IOException {
      socket = new Socket(proxy);
      try {
        socket.setSoTimeout(CONNECT_WITHIN_MS); // of a proxy's answer
        socket.connect(new InetSocketAddress(host, port), CONNECT_WITHIN_MS);
        in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }

    String ask(String question, int withinMs) throws IOException {
      socket.setSoTimeout(withinMs);
      out.println(question);
      String answer = in.readLine();
      if (answer == null) {
        throw new IOException("closed");
      }
      return answer;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
