package io.maillon.cli.internal.demo;

import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A story's pipeline as the demo runs it: outputs elsewhere, and the source at a set rate. */
final class DemoSpec {
  private static final String FILE = "file:";

  private DemoSpec() {}

  static PipelineSpec of(PipelineSpec spec, Path outputs, int ratePerSecond) {
    return new PipelineSpec(
        spec.name(),
        spec.stages().stream().map(stage -> adapt(stage, outputs, ratePerSecond)).toList(),
        spec.links(),
        spec.limits());
  }

  private static StageSpec adapt(StageSpec stage, Path outputs, int ratePerSecond) {
    String implementation = stage.implementation();
    Map<String, String> options = new TreeMap<>(stage.options());
    if (stage.kind() == StageSpec.Kind.SINK) {
      implementation = FILE + outputs.resolve(file(stage).getFileName());
    }
    if (stage.kind() == StageSpec.Kind.SOURCE) {
      options.put("ratePerSecond", Integer.toString(ratePerSecond));
    }
    return new StageSpec(
        stage.name(),
        stage.kind(),
        implementation,
        stage.partitions(),
        stage.instances(),
        stage.replication(),
        stage.log(),
        options);
  }

  /** The file that a source or sink of the scheme {@code file:} names. */
  static Path file(StageSpec stage) {
    return Path.of(stage.implementation().substring(FILE.length()));
  }
}
