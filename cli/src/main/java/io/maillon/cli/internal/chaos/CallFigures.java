package io.maillon.cli.internal.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of the calls in a file of the suites' clients, by kind, and how long they took. */
final class CallFigures {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final long LONG_MS = 60_000;

  /** By function: ok, fail, info. */
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  /** By process: when its call began. */
  private final Map<Long, Long> begun = new HashMap<>();

  private long overAMinute;
  private long longestMs;

  private CallFigures() {}

  static CallFigures of(Path file) throws IOException {
    CallFigures figures = new CallFigures();
    try (Stream<String> lines = Files.lines(file)) {
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        figures.add(MAPPER.readTree(all.next()));
      }
    }
    return figures;
  }

  private void add(JsonNode line) {
    String type = line.path("type").asText();
    long process = line.path("process").asLong();
    long atMs = line.path("timeMs").asLong();
    if (type.equals("invoke")) {
      begun.put(process, atMs);
      return;
    }
    counts
        .computeIfAbsent(line.path("f").asText(), f -> new TreeMap<>())
        .merge(type, 1L, Long::sum);
    if (!type.equals("info")) {
      long tookMs = atMs - begun.getOrDefault(process, atMs);
      longestMs = Math.max(longestMs, tookMs);
      overAMinute += tookMs > LONG_MS ? 1 : 0;
    }
  }

  /** How many calls of a function succeeded. */
  long answered(String f) {
    return count(f, "ok");
  }

  /** How many calls that change something succeeded. */
  long changes() {
    return counts.keySet().stream().filter(f -> !f.equals("read")).mapToLong(this::answered).sum();
  }

  /** How many calls had their outcome after more than a minute. */
  long overAMinute() {
    return overAMinute;
  }

  private long count(String f, String type) {
    return counts.getOrDefault(f, Map.of()).getOrDefault(type, 0L);
  }

  /** For people: {@code read 812 ok, 3 failed, 1 unknown; …}. */
  @Override
  public String toString() {
    String kinds =
        counts.keySet().stream()
            .map(
                f ->
                    f
                        + " "
                        + count(f, "ok")
                        + " ok, "
                        + count(f, "fail")
                        + " failed, "
                        + count(f, "info")
                        + " unknown")
            .collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "%s; %d known after more than a minute of retries, the longest after %.1f s",
        kinds,
        overAMinute,
        longestMs / 1e3);
  }
}
