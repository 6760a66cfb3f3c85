package io.maillon.link.internal.function;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The border with user code: whatever it throws leaves with the place where it happened. */
final class UserCode {
  private static final Logger LOG = LoggerFactory.getLogger(UserCode.class);

  private final PartitionId partition;
  private final String implementation;
  private final Moment moment;

  UserCode(PartitionId partition, String implementation, Moment moment) {
    this.partition = partition;
    this.implementation = implementation;
    this.moment = moment;
  }

  /** A call into user code. */
  @FunctionalInterface
  interface Call<R> {
    R call() throws Exception;
  }

  /**
   * Makes the call. It catches what foreign code may throw, missing classes and endless recursion
   * included: none of it is the runtime's fault, all of it needs the name of the record.
   */
  <R> R call(Call<R> call) throws WorkFailedException {
    try {
      return call.call();
    } catch (InvalidPipelineException e) {
      throw new WorkFailedException(e.getMessage(), e);
    } catch (Exception | LinkageError | StackOverflowError e) {
      throw new WorkFailedException(message(e), e);
    }
  }

  /** For closing, when the outcome no longer matters. */
  void callQuietly(Call<Void> call) {
    try {
      call.call();
    } catch (Exception | LinkageError | StackOverflowError e) {
      LOG.warn("{} of {} threw when closed; nothing depends on it", implementation, partition, e);
    }
  }

  private String message(Throwable e) {
    String cause = e.getMessage() == null ? "no message" : e.getMessage();
    return "stage "
        + partition.stage()
        + ", partition "
        + partition
        + ", "
        + moment
        + ": "
        + implementation
        + " threw "
        + e.getClass().getName()
        + ": "
        + cause;
  }
}
