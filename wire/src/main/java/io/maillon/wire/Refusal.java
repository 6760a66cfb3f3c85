package io.maillon.wire;

/**
 * Why a handshake was refused: definite, nothing was done on the connection.
 *
 * @param code stable, for programs
 * @param message for people: what was found and what was expected
 */
public record Refusal(Code code, String message) {
  /** Numbers are for ever. */
  public enum Code {
    /** A code that is newer than this build; the message still tells. */
    UNKNOWN(0),
    /** No protocol version in common. */
    VERSION(1),
    /** The incarnation that was meant does not listen here. */
    NOT_ME(2),
    /** Another pipeline, or one that isn't known here. */
    PIPELINE(3),
    /** A kind of connection that isn't served here. */
    KIND(4),
    /** The far end dials this end at the same moment, and its connection is the one to stay. */
    DUPLICATE(5);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }

    /** The code of this number, {@link #UNKNOWN} for a newer one. */
    public static Code of(int number) {
      for (Code code : values()) {
        if (code.number == number) {
          return code;
        }
      }
      return UNKNOWN;
    }
  }
}
