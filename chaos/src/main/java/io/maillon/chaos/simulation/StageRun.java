package io.maillon.chaos.simulation;

import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.Optional;

/**
 * The code of one partition in one office of one process, watched: what it consumes is committed,
 * comes once and in order. Closed while it is at work, the code is told so after it.
 */
final class StageRun {
  private final World world;
  private final Office office;
  private final InputOrder order;
  private Optional<StageCode> code = Optional.empty();
  private boolean atWork;
  private boolean closed;

  StageRun(World world, Office office) {
    this.world = world;
    this.office = office;
    order = new InputOrder(world, office.partition(), office.restored().positions());
  }

  long epoch() {
    return office.restored().epoch();
  }

  boolean isClosed() {
    return closed;
  }

  void open() throws StageCodeException {
    code = Optional.of(world.pipeline().open(office));
  }

  /** From now on it is at work, until {@link #work} or {@link #skip}. */
  void begin() {
    atWork = true;
  }

  /** Gives nothing where the code failed before. */
  Optional<WorkResult> work(Work work) throws StageCodeException {
    try {
      if (code.isEmpty()) {
        return Optional.empty();
      }
      WorkResult result = code.get().run(work);
      int left = result.consumed();
      for (Input input : work.inputs()) {
        int taken = Math.min(left, input.count() - input.skip());
        order.onGiven(input, taken);
        left -= taken;
      }
      return Optional.of(result);
    } catch (StageCodeException e) {
      release();
      throw e;
    } finally {
      skip();
    }
  }

  /** The work is not done. */
  void skip() {
    atWork = false;
    if (closed) {
      release();
    }
  }

  /** The end of the stream is committed. */
  void conclude() throws StageCodeException {
    if (code.isPresent() && !closed) {
      code.get().conclude();
    }
  }

  /** When it wants to be called again, {@link Long#MAX_VALUE} = not at all. */
  long nextTimerMs() {
    return code.map(StageCode::nextTimerMs).orElse(Long.MAX_VALUE);
  }

  void close() {
    closed = true;
    if (!atWork) {
      release();
    }
  }

  private void release() {
    code.ifPresent(StageCode::close);
    code = Optional.empty();
  }
}
