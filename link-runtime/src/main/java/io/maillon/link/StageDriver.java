package io.maillon.link;

import com.codahale.metrics.MetricRegistry;
import io.maillon.link.internal.function.FunctionHost;
import io.maillon.link.internal.function.PartitionFunction;
import io.maillon.link.internal.function.WorkFailedException;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.function.LongSupplier;

/**
 * Runs the user code of one partition as an instance would, without its threads and connections:
 * for simulations. Each call runs user code to its end, on the caller's thread. Not thread-safe.
 */
public final class StageDriver {
  private final PartitionFunction function;

  private StageDriver(PartitionFunction function) {
    this.function = function;
  }

  /**
   * Makes and opens the implementation of the partition's stage.
   *
   * @param restored what it starts from
   * @param loader makes it
   * @param clockMs wall clock that it sees, milliseconds
   * @throws StageFailedException when there is no such implementation or it can't be opened
   */
  public static StageDriver open(
      PipelineSpec spec,
      PartitionId partition,
      Restored restored,
      StageLoader loader,
      LongSupplier clockMs)
      throws StageFailedException {
    return new StageDriver(
        call(
            () ->
                FunctionHost.open(
                    spec, partition, restored, loader, new MetricRegistry(), clockMs)));
  }

  /**
   * Runs one work.
   *
   * @throws StageFailedException when user code threw; then only {@link #close()} may follow
   */
  public WorkResult run(Work work) throws StageFailedException {
    return call(() -> function.run(work));
  }

  /**
   * The end of the partition's stream is committed: the last act, such as putting a file in its
   * place.
   *
   * @throws StageFailedException when user code threw
   */
  public void finish() throws StageFailedException {
    call(
        () -> {
          function.finished();
          return null;
        });
  }

  /** Lets user code release what it holds; never throws. */
  public void close() {
    function.close();
  }

  private interface Call<R> {
    R call() throws WorkFailedException;
  }

  private static <R> R call(Call<R> call) throws StageFailedException {
    try {
      return call.call();
    } catch (WorkFailedException e) {
      throw new StageFailedException(e.getMessage(), e.getCause());
    }
  }
}
