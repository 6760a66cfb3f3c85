package io.maillon.protocol.pipeline;

/** A pipeline definition that can't be run; nothing was done with it. */
public final class InvalidPipelineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param place such as {@code stages[2].partitions}
   * @param value what stands there
   * @param expected what should
   */
  public InvalidPipelineException(String place, Object value, String expected) {
    super(place + ": '" + value + "': expected " + expected);
  }
}
