package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.linux.Owner;
import io.maillon.chaos.cluster.linux.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace, kept by a small process that reads from this JVM: when the JVM ends, however
 * it ends, so does that process, and with it the namespace. Owned by the thread of the cluster.
 */
final class Namespace implements AutoCloseable {
  private static final long END_WITHIN_SECONDS = 5;

  private final Process keeper;

  private Namespace(Process keeper) {
    this.keeper = keeper;
  }

  /**
   * Makes one.
   *
   * @throws IOException also when this user may not
   */
  static Namespace create(String run) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "unshare", "--net", "sh", "-c", "ip link set lo up && echo up && exec cat");
    builder.environment().put(Owner.VARIABLE, run);
    Process keeper = builder.redirectErrorStream(true).start();
    BufferedReader out = keeper.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (!"up".equals(line)) {
      keeper.destroyForcibly();
      throw new IOException(line == null ? "unshare --net failed" : line);
    }
    return new Namespace(keeper);
  }

  /** What stands before a command that runs in it. */
  List<String> door() {
    return List.of("nsenter", "--net=/proc/" + keeper.pid() + "/ns/net");
  }

  /** For commands that move a device into it. */
  String id() {
    return Long.toString(keeper.pid());
  }

  /** Runs commands of {@code ip}, one a line. */
  void ip(String... lines) throws IOException {
    Shell.run(Shell.join(door(), "ip", "-batch", "-"), String.join("\n", lines) + "\n");
  }

  /** Gives it up; it is gone when its last process is. */
  @Override
  public void close() {
    keeper.destroyForcibly();
    try {
      keeper.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
