package io.maillon.cli;

import io.maillon.cli.internal.cluster.RemoteCluster;
import io.maillon.cli.internal.command.FailureMessages;
import io.maillon.cli.internal.command.MaillonCommand;
import io.maillon.cli.internal.local.Defaults;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the {@code maillon} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    if (args.length > 0 && (args[0].equals("coordinator") || args[0].equals("instance"))) {
      Defaults.forServing();
    } else {
      Defaults.forPeople();
    }
    int status;
    try {
      status = MaillonCommand.line(out, err, RemoteCluster::new).execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      err.println("maillon: " + e + "; MAILLON_OPTS=-Xmx… gives it more memory");
      status = FailureMessages.unexpected("maillon " + String.join(" ", args));
    }
    out.flush();
    err.flush();
    // Not by return: threads of Netty and Ratis may still be there and have nothing left to do.
    System.exit(status);
  }
}
