package io.maillon.chaos.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes the events of one run into a file, gzipped when its name ends with {@code .gz}. Buffered:
 * what was appended is in the file after {@link #flush()} or {@link #close()}. Used by one thread.
 */
public final class HistoryWriter implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final EventFormat format;
  private long events;

  public HistoryWriter(Path file) throws IOException {
    this(HistoryFiles.create(file));
  }

  /**
   * @param out is closed with this writer
   */
  HistoryWriter(OutputStream out) throws IOException {
    json = JSON.createGenerator(out);
    json.setRootValueSeparator(new SerializedString(""));
    format = new EventFormat(json);
  }

  public void append(PipelineEvent event) throws IOException {
    format.write(event);
    json.writeRaw('\n');
    events++;
  }

  /** How many were appended; the last one stands in the line of that number. */
  public long events() {
    return events;
  }

  /** Hands over what was appended, but for the last bytes of a gzipped file. */
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
