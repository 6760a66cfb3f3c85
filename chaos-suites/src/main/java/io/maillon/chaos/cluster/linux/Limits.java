package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.util.OptionalLong;

/** How much the processes of a node get. Each change tells what the kernel says afterwards. */
public interface Limits {
  /** Whether there is a controller of that name: {@code cpu}, {@code memory}, {@code blkio}. */
  boolean has(String controller);

  /** A share of one processor in percent; empty = no limit. */
  String limitCpu(OptionalLong percent) throws IOException;

  /** How often its processes had to wait for their next share. */
  long throttled();

  /**
   * Memory in bytes; empty = no limit.
   *
   * @throws IOException also when more is in use and can't be taken away
   */
  String limitMemory(OptionalLong bytes) throws IOException;

  /** Processes that the kernel killed for want of memory. */
  long outOfMemoryKills();

  /**
   * Written bytes per second; empty = no limit.
   *
   * @param device its numbers: {@code 7:0}
   */
  String limitWrites(String device, OptionalLong bytesPerSecond) throws IOException;
}
