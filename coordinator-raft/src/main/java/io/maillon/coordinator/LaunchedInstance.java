package io.maillon.coordinator;

import java.util.concurrent.CompletableFuture;

/** A process that a launcher started. */
public interface LaunchedInstance {
  /** As the instance itself reports it when it registers. */
  long pid();

  /** Completes with the exit status once the process is gone, on a thread of the launcher. */
  CompletableFuture<Integer> onExit();
}
