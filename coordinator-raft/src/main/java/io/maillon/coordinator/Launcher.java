package io.maillon.coordinator;

import io.maillon.coordinator.internal.launch.ProcessLauncher;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts and ends instances. Called by one thread of a coordinator; may block for as long as
 * starting takes.
 */
public interface Launcher {
  /**
   * Starts one life of an instance and returns without waiting for it to register.
   *
   * @throws LaunchException if it could not be started
   */
  LaunchedInstance start(LaunchRequest request);

  /** Ends what {@link #start} returned, without waiting for it. */
  void stop(LaunchedInstance instance);

  /**
   * Local processes. Each life logs to a file of its own; processes outlive this one unless they
   * are told to end.
   *
   * @param command program and arguments; {@code {pipeline}}, {@code {name}} and {@code
   *     {coordinators}} (addresses separated by commas) are replaced in each
   * @param logDirectory created if missing; {@code PIPELINE/NAME.LIFE.log} in it, the newest ten of
   *     each name
   */
  static Launcher processes(List<String> command, Path logDirectory) {
    return new ProcessLauncher(command, logDirectory);
  }
}
