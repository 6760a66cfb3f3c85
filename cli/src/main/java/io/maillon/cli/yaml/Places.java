package io.maillon.cli.yaml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where each key of a pipeline file stands, by its path such as {@code stages[2].partitions}. */
final class Places {
  private final String file;
  private final Map<String, Mark> marks = new HashMap<>();

  Places(String file) {
    this.file = file;
  }

  void put(String path, Node node) {
    node.getStartMark().ifPresent(mark -> marks.put(path, mark));
  }

  /** Refuses what stands at the node itself. */
  PipelineFileException refuse(Node node, String path, String value, String expected) {
    return refuse(node.getStartMark(), path, "'" + value + "': expected " + expected);
  }

  /** Refuses what stands at a path, or at the nearest place around it that the file names. */
  PipelineFileException refuse(String path, String fault) {
    String around = path;
    while (!marks.containsKey(around) && !around.isEmpty()) {
      around =
          around.substring(
              0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
    }
    return refuse(Optional.ofNullable(marks.get(around)), path, fault);
  }

  PipelineFileException refuse(Optional<Mark> mark, String path, String fault) {
    String at = mark.map(m -> at(m.getLine(), m.getColumn())).orElse(file);
    String key = path.isEmpty() ? "" : path + ": ";
    return new PipelineFileException(at + ": " + key + fault);
  }

  /**
   * @param line from 0
   * @param column from 0
   */
  String at(int line, int column) {
    return file + ":" + (line + 1) + ":" + (column + 1);
  }
}
