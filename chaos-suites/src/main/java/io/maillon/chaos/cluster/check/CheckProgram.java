package io.maillon.chaos.cluster.check;

import io.maillon.protocol.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * What runs on the nodes during a check: answers one line per question, over TCP. Questions about
 * the network make it dial another node's program.
 *
 * <p>Arguments: the host to listen at, the port, the directory of the node, and the proxy to dial
 * through or a dash; {@code --exit-with PID} ends it with another process.
 */
public final class CheckProgram {
  private final CheckPeers peers;
  private final CheckResources resources;

  private CheckProgram(Path directory, InetSocketAddress here, Proxy proxy) throws IOException {
    this.peers = new CheckPeers(here, proxy);
    this.resources = new CheckResources(directory);
  }

  /** Serves until it is killed. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress here = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    CheckProgram program = new CheckProgram(Path.of(args[2]), here, proxy(args[3]));
    if (args.length > 5 && args[4].equals("--exit-with")) {
      exitWith(Long.parseLong(args[5]));
    }
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(here);
      System.out.println("ready");
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> program.serve(socket), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static Proxy proxy(String text) {
    if (text.equals("-")) {
      return Proxy.NO_PROXY;
    }
    Address address = Address.parse(text);
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.host(), address.port()));
  }

  private static void exitWith(long pid) {
    CompletableFuture<Void> unused =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"))
            .onExit()
            .thenRun(() -> Runtime.getRuntime().halt(0));
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(line.split(" ")));
      }
    } catch (IOException e) {
      // Reset, by whoever cut the connection: the other end sees it as well.
    }
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "echo" -> "ok " + words[1].length();
        case "dial" -> peers.dial(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "open" -> peers.open(words[1], Integer.parseInt(words[2]));
        case "use" -> peers.use();
        case "burst" ->
            peers.burst(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "received" -> "ok " + peers.received();
        case "clock" -> "ok " + System.currentTimeMillis();
        case "work" -> "ok " + resources.work(Long.parseLong(words[1]));
        case "take" -> "ok " + resources.take(Integer.parseInt(words[1]));
        case "write" -> "ok " + resources.write(words[1], Integer.parseInt(words[2]), true);
        case "scribble" -> "ok " + resources.write(words[1], Integer.parseInt(words[2]), false);
        case "size" -> "ok " + resources.size(words[1]);
        default -> "failed unknown question " + words[0];
      };
    } catch (IOException e) {
      return "failed " + e;
    }
  }
}
