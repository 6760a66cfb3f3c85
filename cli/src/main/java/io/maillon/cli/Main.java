package io.maillon.cli;

import io.maillon.cli.internal.cluster.RemoteCluster;
import io.maillon.cli.internal.command.MaillonCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the {@code maillon} command. */
public final class Main {
  private static final String LOG_LEVEL = "maillon.log.level";

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    // Before the first logger is made: what serves tells what it does, what answers people does
    // not.
    boolean serves =
        args.length > 0 && (args[0].equals("coordinator") || args[0].equals("instance"));
    if (serves && System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "INFO");
    }
    int status = MaillonCommand.line(out, err, RemoteCluster::new).execute(args);
    out.flush();
    err.flush();
    // Not by return: threads of Netty and Ratis may still be there and have nothing left to do.
    System.exit(status);
  }
}
