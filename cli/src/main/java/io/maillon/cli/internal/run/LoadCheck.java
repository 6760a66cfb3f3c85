package io.maillon.cli.internal.run;

import io.maillon.cli.yaml.PipelineFile;
import io.maillon.link.Options;
import io.maillon.link.StageLoader;
import io.maillon.link.source.FileLinesSource;
import io.maillon.link.source.SourceContext;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.util.Optional;

/** Finds before anything is started what could not run. */
public final class LoadCheck {
  private LoadCheck() {}

  /**
   * Makes every implementation once, and opens the files of sources.
   *
   * @param classes finds the user's classes
   * @param filesHere whether the instances will see the files of this machine
   * @throws io.maillon.cli.yaml.PipelineFileException with the one message to show
   */
  public static void check(PipelineFile pipeline, ClassLoader classes, boolean filesHere) {
    try {
      new StageLoader(classes).check(pipeline.spec());
      for (StageSpec stage : pipeline.spec().stages()) {
        if (filesHere && stage.implementation().startsWith("file:")) {
          checkFile(pipeline, stage);
        }
      }
    } catch (InvalidPipelineException e) {
      throw pipeline.refuse(e);
    }
  }

  private static void checkFile(PipelineFile pipeline, StageSpec stage) {
    if (stage.kind() != StageSpec.Kind.SOURCE) {
      return;
    }
    FileLinesSource source = new FileLinesSource();
    try {
      source.open(
          new SourceContext(
              new PartitionId(stage.name(), 0),
              stage.partitions(),
              StageLoader.location(stage),
              new Options(stage.name(), stage.options())),
          Optional.empty());
      source.close();
    } catch (IOException e) {
      throw pipeline.refuse("stages." + stage.name() + ".source", e.getMessage());
    }
  }
}
