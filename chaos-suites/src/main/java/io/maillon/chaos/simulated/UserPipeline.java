package io.maillon.chaos.simulated;

import io.maillon.chaos.simulation.Office;
import io.maillon.chaos.simulation.SimulatedPipeline;
import io.maillon.chaos.simulation.StageCode;
import io.maillon.chaos.simulation.StageCodeException;
import io.maillon.link.StageDriver;
import io.maillon.link.StageFailedException;
import io.maillon.link.StageLoader;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A user's pipeline in one world, with files of its own. Whatever processes of the world opened and
 * dropped when they were killed is closed in the end, as the system would do it for them.
 */
final class UserPipeline implements SimulatedPipeline, AutoCloseable {
  /** One record may be that long. */
  private static final long BATCH_BYTES_MAX = 8 << 20;

  private static final long COMMIT_BYTES_MAX = 14 << 20;

  private final PipelineSpec spec;
  private final ClassLoader classes;
  private final List<StageCode> opened = new ArrayList<>();
  private Supplier<Optional<String>> check = Optional::empty;

  /**
   * @param spec with the files of this world
   */
  UserPipeline(PipelineSpec spec, ClassLoader classes) {
    this.spec = spec;
    this.classes = classes;
  }

  /** Tells what is wrong with what it left behind; nothing, unless this says so. */
  void checkWith(Supplier<Optional<String>> wrong) {
    check = wrong;
  }

  @Override
  public PipelineSpec spec() {
    return spec;
  }

  @Override
  public StageCode open(Office office) throws StageCodeException {
    StageSpec stage = spec.stage(office.partition().stage());
    boolean source = stage.kind() == StageSpec.Kind.SOURCE;
    StageLoader plain = new StageLoader(classes);
    Map<String, Supplier<?>> bounded =
        Map.of(stage.name(), () -> new BoundedSource<>(plain.source(stage), office));
    StageLoader loader = source ? new StageLoader(classes, bounded) : plain;
    try {
      StageCode code =
          new DrivenStage(
              StageDriver.open(spec, office.partition(), office.restored(), loader, office::nowMs),
              source);
      opened.add(code);
      return code;
    } catch (StageFailedException e) {
      throw new StageCodeException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> check() {
    return check.get();
  }

  @Override
  public long batchBytesMax() {
    return BATCH_BYTES_MAX;
  }

  @Override
  public long commitBytesMax() {
    return COMMIT_BYTES_MAX;
  }

  @Override
  public void close() {
    opened.forEach(StageCode::close);
  }
}
