package io.maillon.cli.internal.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** While it is open, a process that is told to end first lets its run tell how it ended. */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop told, on a thread of the virtual machine, why the run has to end
   */
  Interruption(Consumer<String> stop) {
    hook =
        new Thread(
            () -> {
              stop.accept("interrupted");
              await();
            },
            "chaos-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      var unused = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has told. */
  @Override
  public void close() {
    over.countDown();
    try {
      var unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The process is ending: the hook was waiting for this.
    }
  }
}
