package io.maillon.cli.yaml;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a pipeline file. A relative {@code file:} path in it, of a source, a sink or an option, is
 * meant from the directory of the pipeline file, so that a pipeline runs alike from wherever it is
 * started.
 */
public final class PipelineYaml {
  private static final Set<String> PIPELINE_KEYS =
      keys("pipeline", "replication", "log", "limits", "stages", "links");
  private static final Set<String> LIMIT_KEYS = keys("windowBytes", "inFlightBytes", "batchBytes");
  private static final Set<String> STAGE_KEYS =
      keys(
          "name",
          "source",
          "function",
          "sink",
          "partitions",
          "instances",
          "replication",
          "log",
          "options");
  private static final Set<String> LINK_KEYS = keys("from", "to", "edge");
  private static final int REPLICATION = 1;

  private final Places places;
  private final Path directory;

  private PipelineYaml(String name, Path directory) {
    places = new Places(name);
    this.directory = directory;
  }

  /**
   * Reads and checks a whole file.
   *
   * @throws PipelineFileException with the one message to show
   */
  public static PipelineSpec read(Path file) {
    return open(file).spec();
  }

  /**
   * Like {@link #read}, for whoever may find more wrong with it.
   *
   * @throws PipelineFileException with the one message to show
   */
  public static PipelineFile open(Path file) {
    try {
      return open(file.toString(), file.toAbsolutePath().getParent(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new PipelineFileException(file + ": no such file: expected a pipeline in YAML");
    } catch (CharacterCodingException e) {
      throw new PipelineFileException(file + ": not UTF-8 text: expected a pipeline in YAML");
    } catch (IOException e) {
      throw new PipelineFileException(file + ": can't be read: " + e);
    }
  }

  /**
   * Reads and checks a text.
   *
   * @param name for messages
   * @param directory that relative {@code file:} paths start from
   * @throws PipelineFileException with the one message to show
   */
  public static PipelineSpec parse(String name, Path directory, String text) {
    return open(name, directory, text).spec();
  }

  private static PipelineFile open(String name, Path directory, String text) {
    PipelineYaml yaml = new PipelineYaml(name, directory);
    return new PipelineFile(yaml.parse(text), yaml.places);
  }

  private PipelineSpec parse(String text) {
    Node root = compose(text);
    places.put("", root);
    PipelineSpec spec = pipeline(new YamlMap(places, "", root, PIPELINE_KEYS));
    try {
      return spec.validated();
    } catch (InvalidPipelineException e) {
      throw places.refuse(e.place(), e.fault());
    }
  }

  private Node compose(String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.orElseThrow(
          () -> places.refuse(Optional.empty(), "", "'': expected a pipeline, the file is empty"));
    } catch (MarkedYamlEngineException e) {
      throw broken(text, e.getProblemMark().map(Mark::getIndex).orElse(0), e.getProblem());
    } catch (ReaderException e) {
      throw broken(text, e.getPosition(), "found a control character");
    } catch (YamlEngineException e) {
      throw broken(text, 0, e.getMessage().lines().findFirst().orElse(""));
    }
  }

  /**
   * @param position in code points, as SnakeYAML counts
   */
  private PipelineFileException broken(String text, int position, String problem) {
    String before = text.substring(0, text.offsetByCodePoints(0, position));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - (before.lastIndexOf('\n') + 1);
    String shown = text.lines().skip(line).findFirst().orElse("").strip();
    String found = problem.startsWith("but ") ? problem.substring("but ".length()) : problem;
    return new PipelineFileException(
        places.at(line, column) + ": '" + shown + "': expected valid YAML: " + found);
  }

  private PipelineSpec pipeline(YamlMap map) {
    int replication = map.count("replication", REPLICATION);
    LogKind log = map.oneOf("log", LogKind.class, LogKind.MEMORY);
    return new PipelineSpec(
        map.text("pipeline"),
        map.list("stages", STAGE_KEYS).stream().map(s -> stage(s, replication, log)).toList(),
        map.list("links", LINK_KEYS).stream().map(PipelineYaml::link).toList(),
        map.has("limits") ? limits(map.map("limits", LIMIT_KEYS)) : Limits.DEFAULT);
  }

  private static Limits limits(YamlMap map) {
    return new Limits(
        map.bytes("windowBytes", Limits.DEFAULT.windowBytes()),
        map.bytes("inFlightBytes", Limits.DEFAULT.inFlightBytes()),
        map.bytes("batchBytes", Limits.DEFAULT.batchBytes()));
  }

  private StageSpec stage(YamlMap map, int replication, LogKind log) {
    String name = map.text("name");
    List<String> kinds = List.of("source", "function", "sink").stream().filter(map::has).toList();
    if (kinds.size() != 1) {
      throw map.refuse(name, "exactly one of source, function and sink, found " + kinds.size());
    }
    String kind = kinds.get(0);
    return new StageSpec(
        name,
        StageSpec.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        fromHere(map.text(kind)),
        map.count("partitions", 1),
        map.count("instances", 1),
        map.count("replication", replication),
        map.oneOf("log", LogKind.class, log),
        map.has("options") ? options(map.map("options", Set.of())) : Map.of());
  }

  private Map<String, String> options(YamlMap map) {
    Map<String, String> texts = new TreeMap<>(map.texts());
    texts.replaceAll((name, value) -> fromHere(value));
    return texts;
  }

  private String fromHere(String text) {
    String scheme = "file:";
    if (!text.startsWith(scheme) || text.length() == scheme.length()) {
      return text;
    }
    return scheme + directory.resolve(text.substring(scheme.length())).normalize();
  }

  private static LinkSpec link(YamlMap map) {
    return new LinkSpec(map.text("from"), map.text("to"), map.oneOf("edge", Edge.class, null));
  }

  private static Set<String> keys(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }
}
