package io.maillon.cli.yaml;

import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pipeline that still knows where each of its keys stands in its file. */
public final class PipelineFile {
  /** How code that knows a stage by its name calls its keys. */
  private static final Pattern BY_NAME = Pattern.compile("stages\\.([A-Za-z0-9_-]+)(.*)");

  private final PipelineSpec spec;
  private final Places places;

  PipelineFile(PipelineSpec spec, Places places) {
    this.spec = spec;
    this.places = places;
  }

  public PipelineSpec spec() {
    return spec;
  }

  /** The same refusal with file, line and column. */
  public PipelineFileException refuse(InvalidPipelineException e) {
    return places.refuse(byIndex(e.place()), e.fault());
  }

  /** Refuses what stands at a place such as {@code stages.read.source}. */
  public PipelineFileException refuse(String place, String fault) {
    return places.refuse(byIndex(place), fault);
  }

  private String byIndex(String place) {
    Matcher named = BY_NAME.matcher(place);
    if (!named.matches()) {
      return place;
    }
    for (int i = 0; i < spec.stages().size(); i++) {
      if (spec.stages().get(i).name().equals(named.group(1))) {
        return "stages[" + i + "]" + named.group(2);
      }
    }
    return place;
  }
}
