package io.maillon.protocol.pipeline;

/** A pipeline definition that can't be run; nothing was done with it. */
public final class InvalidPipelineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String fault;

  /**
   * @param place such as {@code stages[2].partitions}
   * @param value what stands there
   * @param expected what should
   */
  public InvalidPipelineException(String place, Object value, String expected) {
    super(place + ": '" + value + "': expected " + expected);
    this.place = place;
    this.fault = "'" + value + "': expected " + expected;
  }

  /** Path to what is wrong, such as {@code stages[2].partitions}. */
  public String place() {
    return place;
  }

  /** The message without its place: the value, and what was expected. */
  public String fault() {
    return fault;
  }
}
