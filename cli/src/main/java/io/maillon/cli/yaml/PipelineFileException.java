package io.maillon.cli.yaml;

/**
 * A pipeline file that can't be used; the message is one line: file, line, column, key, value,
 * expected. Lines and columns count from 1.
 */
public final class PipelineFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PipelineFileException(String message) {
    super(message);
  }
}
