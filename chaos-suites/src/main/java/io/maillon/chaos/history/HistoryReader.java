package io.maillon.chaos.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.pipeline.EventConsumer;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads the events of a run from a file, plain or gzipped. Whatever is no event is an error with
 * its file and line; nothing but blank lines is skipped.
 */
public final class HistoryReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String EXPECTED = "expected one JSON object a line";

  private final JsonParser json;
  private final EventFields fields = new EventFields();
  private final EventReader reader = new EventReader(fields);
  private int lastLine;

  private HistoryReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads all of it.
   *
   * @return how many events it holds
   * @throws HistoryException at the first line that is no event, or that the consumer refuses
   * @throws IOException when the file can't be opened
   */
  public static long read(Path file, EventConsumer consumer) throws IOException {
    try (InputStream in = HistoryFiles.open(file);
        JsonParser json = JSON.createParser(in)) {
      HistoryReader reader = new HistoryReader(json);
      long events = 0;
      for (PipelineEvent event = reader.next(); event != null; event = reader.next()) {
        consumer.accept(reader.lastLine, event);
        events++;
      }
      return events;
    } catch (HistoryException e) {
      throw e.in(file.toString());
    }
  }

  /** Whether the first line that is not blank is a {@code run} event. */
  public static boolean isHistory(Path file) throws IOException {
    try (InputStream in = HistoryFiles.open(file);
        JsonParser json = JSON.createParser(in)) {
      return new HistoryReader(json).next() instanceof PipelineEvent.Run;
    } catch (HistoryException e) {
      return false;
    }
  }

  /** The next event, null at the end. */
  private PipelineEvent next() {
    int line = lastLine + 1;
    try {
      JsonToken token = json.nextToken();
      if (token == null) {
        return null;
      }
      line = json.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        throw new HistoryException(line, EXPECTED + ", found '" + json.getText() + "'");
      }
      if (line == lastLine) {
        throw new HistoryException(line, EXPECTED + ", found a second one");
      }
      fields.read(line, json);
      lastLine = json.currentLocation().getLineNr();
    } catch (JsonProcessingException e) {
      throw (HistoryException)
          new HistoryException(line, EXPECTED + ": " + e.getOriginalMessage()).initCause(e);
    } catch (IOException e) {
      throw (HistoryException)
          new HistoryException(line, EXPECTED + ", can't read on: " + e.getMessage()).initCause(e);
    }
    if (lastLine != line) {
      throw new HistoryException(line, EXPECTED + ", found one that ends in line " + lastLine);
    }
    return reader.event();
  }
}
