package io.maillon.chaos.cluster.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs in the JVM of a victim: takes its heap, on a thread of its own, until there is no more, and
 * keeps it. Needs nothing but the JDK.
 */
public final class HeapFiller {
  private static final int CHUNK_BYTES = 256 << 10;
  private static final List<byte[]> TAKEN = new ArrayList<>();

  private HeapFiller() {}

  /** Called by the JVM when the agent is loaded. */
  public static void agentmain(String arguments) {
    Thread thread = new Thread(HeapFiller::fill, "chaos-heap-filler");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends with an OutOfMemoryError, in this thread or another one of the process. */
  private static void fill() {
    while (true) {
      TAKEN.add(new byte[CHUNK_BYTES]);
    }
  }
}
