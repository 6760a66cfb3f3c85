package io.maillon.link.internal.shell;

/** How busy the instance is, and what it can still lend. Owner: the link thread. */
final class Load {
  private final FunctionThreads threads;
  private final long memoryBytesMax;
  private long lastNs = System.nanoTime();

  Load(FunctionThreads threads, long memoryBytesMax) {
    this.threads = threads;
    this.memoryBytesMax = memoryBytesMax;
  }

  /** Busy share of the function threads since the last call, in thousandths. */
  long busyMilli() {
    long nowNs = System.nanoTime();
    long elapsedNs = Math.max(1, nowNs - lastNs);
    lastNs = nowNs;
    return Math.min(1000, threads.takeBusyNs() * 1000 / (elapsedNs * threads.threads()));
  }

  /**
   * Memory for further logs: of what may be lent, and of what the heap has.
   *
   * @param ownLogBytes taken by the partitions owned here
   */
  long freeBytes(long ownLogBytes) {
    Runtime heap = Runtime.getRuntime();
    long heapFree = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
    return Math.max(0, Math.min(memoryBytesMax - ownLogBytes, heapFree));
  }
}
