package io.maillon.coordinator.internal.raft;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does something with each of a few members at the same time, and waits for all. */
public final class Together {
  private Together() {}

  public static <T> void each(Collection<T> members, Consumer<T> what) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, members.size()));
    try {
      CompletableFuture.allOf(
              members.stream()
                  .map(m -> CompletableFuture.runAsync(() -> what.accept(m), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
  }
}
