package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.Optional;

/** The pipeline that a world drew for itself, of stages whose right results are known. */
final class DrawnPipeline implements SimulatedPipeline {
  private final World world;

  DrawnPipeline(World world) {
    this.world = world;
  }

  @Override
  public PipelineSpec spec() {
    return world.swarm().spec();
  }

  @Override
  public StageCode open(Office office) {
    return new DrawnStage(world, office);
  }

  @Override
  public Optional<String> check() {
    new SinkCheck(world).check();
    return Optional.empty();
  }

  @Override
  public long batchBytesMax() {
    return 40_000;
  }

  @Override
  public long commitBytesMax() {
    return 200_000;
  }
}
