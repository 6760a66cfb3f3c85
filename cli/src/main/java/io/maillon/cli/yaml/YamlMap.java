package io.maillon.cli.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file, read key by key. It works on nodes rather than on loaded values, since
 * only nodes know their line.
 */
final class YamlMap {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KiB|MiB|GiB)?");

  private final Places places;
  private final String path;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * @param keys that may stand here, empty = any
   */
  YamlMap(Places places, String path, Node node, Set<String> keys) {
    this.places = places;
    this.path = path;
    if (!(node instanceof MappingNode mapping)) {
      throw places.refuse(node, path, shown(node), "a mapping of keys to values");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), path, "a plain key").getValue();
      if (!keys.isEmpty() && !keys.contains(key)) {
        String hint = Nearest.to(key, keys).map(k -> "; did you mean '" + k + "'?").orElse("");
        String expected = "one of the keys " + String.join(", ", keys) + hint;
        throw places.refuse(tuple.getKeyNode(), path, key, expected);
      }
      if (values.put(key, tuple.getValueNode()) != null) {
        throw places.refuse(tuple.getKeyNode(), path, key, "each key at most once");
      }
      places.put(child(key), tuple.getValueNode());
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    if (!has(key)) {
      throw places.refuse(path, "'" + key + "': expected this key, it is missing");
    }
    ScalarNode scalar = scalar(values.get(key), child(key), "a text");
    if (scalar.getTag().equals(Tag.NULL)) {
      throw places.refuse(scalar, child(key), scalar.getValue(), "a text");
    }
    return scalar.getValue();
  }

  int count(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    ScalarNode scalar = scalar(values.get(key), child(key), "a whole number");
    try {
      return Integer.parseInt(scalar.getValue());
    } catch (NumberFormatException e) {
      throw places.refuse(scalar, child(key), scalar.getValue(), "a whole number");
    }
  }

  int bytes(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String expected = "a size in bytes below 2 GiB, such as 65536, 64KiB or 4MiB";
    ScalarNode scalar = scalar(values.get(key), child(key), expected);
    Matcher matcher = SIZE.matcher(scalar.getValue());
    long size = -1;
    if (matcher.matches()) {
      String unit = matcher.group(2) == null ? "B" : matcher.group(2);
      size =
          Long.parseLong(matcher.group(1))
              << (10 * List.of("B", "KiB", "MiB", "GiB").indexOf(unit));
    }
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw places.refuse(scalar, child(key), scalar.getValue(), expected);
    }
    return (int) size;
  }

  /**
   * @param otherwise value of an absent key, null = it must be there
   */
  <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
    if (!has(key) && otherwise != null) {
      return otherwise;
    }
    List<String> names = new ArrayList<>();
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    String hint = Nearest.to(text, names).map(n -> "; did you mean '" + n + "'?").orElse("");
    throw places.refuse(
        values.get(key), child(key), text, "one of " + String.join(", ", names) + hint);
  }

  YamlMap map(String key, Set<String> keys) {
    return new YamlMap(places, child(key), values.get(key), keys);
  }

  /** The mappings in a list, in order; an absent list has none. */
  List<YamlMap> list(String key, Set<String> keys) {
    List<YamlMap> maps = new ArrayList<>();
    if (!has(key)) {
      return maps;
    }
    if (!(values.get(key) instanceof SequenceNode sequence)) {
      throw places.refuse(values.get(key), child(key), shown(values.get(key)), "a list");
    }
    for (Node item : sequence.getValue()) {
      String itemPath = child(key) + "[" + maps.size() + "]";
      places.put(itemPath, item);
      maps.add(new YamlMap(places, itemPath, item, keys));
    }
    return maps;
  }

  /** All keys with their values as written, whatever type YAML would give them. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((k, v) -> texts.put(k, scalar(v, child(k), "a text").getValue()));
    return texts;
  }

  /** Refuses the mapping as a whole. */
  PipelineFileException refuse(String value, String expected) {
    return places.refuse(path, "'" + value + "': expected " + expected);
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ScalarNode scalar(Node node, String at, String expected) {
    if (node instanceof ScalarNode scalar) {
      return scalar;
    }
    throw places.refuse(node, at, shown(node), expected);
  }

  private static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node.getNodeType() == NodeType.SEQUENCE ? "[...]" : "{...}";
  }
}
