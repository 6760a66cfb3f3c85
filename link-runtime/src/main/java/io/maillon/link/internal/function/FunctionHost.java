package io.maillon.link.internal.function;

import com.codahale.metrics.MetricRegistry;
import io.maillon.link.StageFunction;
import io.maillon.link.StageLoader;
import io.maillon.link.sink.Sink;
import io.maillon.link.source.Source;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.Restored;
import java.util.function.LongSupplier;

/** Makes the user code of a partition ready to run. */
public final class FunctionHost {
  private FunctionHost() {}

  /**
   * Loads and opens the implementation of the partition's stage.
   *
   * @param loader finds it
   * @throws WorkFailedException when there is no such implementation or it can't be opened
   */
  public static PartitionFunction open(
      PipelineSpec spec,
      PartitionId partition,
      Restored restored,
      StageLoader loader,
      MetricRegistry metrics)
      throws WorkFailedException {
    return open(spec, partition, restored, loader, metrics, System::currentTimeMillis);
  }

  /** As above, with classes found by name only. */
  public static PartitionFunction open(
      PipelineSpec spec,
      PartitionId partition,
      Restored restored,
      ClassLoader classes,
      MetricRegistry metrics)
      throws WorkFailedException {
    return open(spec, partition, restored, new StageLoader(classes), metrics);
  }

  /**
   * As above.
   *
   * @param clockMs wall clock that user code sees
   */
  public static PartitionFunction open(
      PipelineSpec spec,
      PartitionId partition,
      Restored restored,
      StageLoader loader,
      MetricRegistry registry,
      LongSupplier clockMs)
      throws WorkFailedException {
    Place place = new Place(spec, partition, clockMs);
    UserMetrics metrics = new UserMetrics(registry, partition);
    try {
      return switch (place.stage().kind()) {
        case SOURCE -> openSource(place, loader.source(place.stage()), restored, metrics);
        case FUNCTION -> openFunction(place, loader.function(place.stage()), restored, metrics);
        case SINK -> openSink(place, loader.sink(place.stage()), restored, metrics);
      };
    } catch (InvalidPipelineException e) {
      throw new WorkFailedException(e.getMessage(), e);
    }
  }

  private static <O> PartitionFunction openSource(
      Place place, Source<O> source, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    SourceRunner<O> runner = new SourceRunner<>(place, source, restored, metrics);
    return opened(runner, runner::open);
  }

  private static <I, O> PartitionFunction openFunction(
      Place place, StageFunction<I, O> function, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    FunctionRunner<I, O> runner = new FunctionRunner<>(place, function, restored, metrics);
    return opened(runner, runner::open);
  }

  private static <I> PartitionFunction openSink(
      Place place, Sink<I> sink, Restored restored, UserMetrics metrics)
      throws WorkFailedException {
    SinkRunner<I> runner = new SinkRunner<>(place, sink, restored, metrics);
    return opened(runner, runner::open);
  }

  private interface Opening {
    void open() throws WorkFailedException;
  }

  /** What is opened halfway may hold files or connections: it is closed. */
  private static PartitionFunction opened(PartitionFunction runner, Opening opening)
      throws WorkFailedException {
    boolean opened = false;
    try {
      opening.open();
      opened = true;
      return runner;
    } finally {
      if (!opened) {
        runner.close();
      }
    }
  }
}
