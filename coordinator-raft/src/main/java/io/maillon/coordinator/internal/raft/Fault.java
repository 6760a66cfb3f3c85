package io.maillon.coordinator.internal.raft;

import io.maillon.coordinator.HaltHook;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process once, from any thread, unless this node is being closed in an orderly way.
 * Crosses threads by its job: Ratis reports trouble on threads of its own.
 */
final class Fault {
  private static final Logger log = LoggerFactory.getLogger(Fault.class);

  private final String nodeId;
  private final HaltHook hook;
  private final AtomicBoolean done = new AtomicBoolean();

  Fault(String nodeId, HaltHook hook) {
    this.nodeId = nodeId;
    this.hook = hook;
  }

  /** From now on a server that stops is no news. */
  void disarm() {
    done.set(true);
  }

  void raise(String reason, Throwable cause) {
    if (done.compareAndSet(false, true)) {
      log.error("coordinator {} halts: {}", nodeId, reason, cause);
      hook.halt(HaltHook.EXIT_STATUS, reason);
    }
  }
}
