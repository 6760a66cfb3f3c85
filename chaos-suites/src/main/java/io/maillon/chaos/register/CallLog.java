package io.maillon.chaos.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The calls of all clients in a file, an operation a line, for the linearizability checker. The
 * only place where clients meet: the order of lines is the order of events. Thread-safe.
 */
final class CallLog implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final BufferedWriter file;
  private final long startNs = System.nanoTime();

  CallLog(Path file) throws IOException {
    this.file = Files.newBufferedWriter(file);
  }

  /**
   * @param type invoke, ok, fail or info
   * @param value argument or result, as the checker's models have it
   */
  synchronized void note(long process, String type, String f, String key, Object value) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("process", process);
    line.put("type", type);
    line.put("f", f);
    line.put("key", key);
    line.put("value", value);
    line.put("timeMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    try {
      file.write(MAPPER.writeValueAsString(line));
      file.write('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
