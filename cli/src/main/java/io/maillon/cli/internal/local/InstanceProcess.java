package io.maillon.cli.internal.local;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.link.LinkRuntime;
import io.maillon.link.RuntimeEnd;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Runs one instance in this process, until the coordinator no longer needs it. */
public final class InstanceProcess {
  private InstanceProcess() {}

  /**
   * Returns the exit status when it ended well.
   *
   * @param jars with the user's functions
   * @param build the runtime, with functions from that loader
   * @throws CommandFailure when it could not start or did not end well
   */
  public static int run(List<Path> jars, Function<ClassLoader, LinkRuntime> build)
      throws InterruptedException, IOException {
    try (URLClassLoader classes = UserJars.loader(jars);
        LinkRuntime runtime = build.apply(classes)) {
      start(runtime);
      return conclude(runtime.awaitEnd());
    }
  }

  private static void start(LinkRuntime runtime) throws InterruptedException {
    try {
      runtime.start();
    } catch (IOException e) {
      throw new CommandFailure(ExitCodes.USAGE, e.getMessage(), e);
    }
  }

  private static int conclude(RuntimeEnd end) {
    return switch (end.kind()) {
      case DONE, STOPPED, RELEASED, CLOSED -> ExitCodes.DONE;
      case DATA_LOSS -> throw new CommandFailure(ExitCodes.DATA_LOSS, end.message());
      case FAILED, REJECTED, FAULT -> throw new CommandFailure(ExitCodes.FAILED, end.message());
    };
  }
}
