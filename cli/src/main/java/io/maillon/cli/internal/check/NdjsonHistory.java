package io.maillon.cli.internal.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maillon.chaos.checker.HistoryBuilder;
import io.maillon.chaos.checker.HistoryException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads operations from lines that are a JSON object each; the project's own form. */
final class NdjsonHistory {
  /** Whole numbers are Long, as in EDN, so that equal values are equal in every form. */
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(LinkedHashMap.class);

  private NdjsonHistory() {}

  /**
   * @throws HistoryException at the first line that is not blank and no operation
   */
  static void read(Iterator<String> lines, HistoryBuilder into) {
    for (int line = 1; lines.hasNext(); line++) {
      String text = lines.next();
      if (!text.isBlank()) {
        into.add(line, fields(line, text));
      }
    }
  }

  private static Map<String, Object> fields(int line, String text) {
    try {
      Map<String, Object> fields = READER.readValue(text);
      if (fields != null) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      String cause = e.getOriginalMessage().replaceFirst("(?s) \\(start marker at.*|\n.*", "");
      throw new HistoryException(line, "expected one JSON object: " + cause);
    }
    throw new HistoryException(line, "'" + text.strip() + "': expected one JSON object");
  }
}
