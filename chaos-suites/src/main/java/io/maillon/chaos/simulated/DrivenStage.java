package io.maillon.chaos.simulated;

import io.maillon.chaos.simulation.StageCode;
import io.maillon.chaos.simulation.StageCodeException;
import io.maillon.link.StageDriver;
import io.maillon.link.StageFailedException;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;

/** User code at work in a simulated process. */
final class DrivenStage implements StageCode {
  private static final long NEVER = Long.MAX_VALUE;

  private final StageDriver driver;
  private final boolean source;
  private long nextTimerMs = NEVER;
  private boolean closed;

  /**
   * @param source whether it is polled rather than given input; then it has no timers
   */
  DrivenStage(StageDriver driver, boolean source) {
    this.driver = driver;
    this.source = source;
  }

  @Override
  public WorkResult run(Work work) throws StageCodeException {
    try {
      WorkResult result = driver.run(work);
      nextTimerMs = source ? NEVER : result.nextTimerMs();
      return result;
    } catch (StageFailedException e) {
      throw new StageCodeException(e.getMessage(), e);
    }
  }

  @Override
  public void conclude() throws StageCodeException {
    try {
      driver.finish();
    } catch (StageFailedException e) {
      throw new StageCodeException(e.getMessage(), e);
    }
  }

  @Override
  public long nextTimerMs() {
    return nextTimerMs;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      driver.close();
    }
  }
}
