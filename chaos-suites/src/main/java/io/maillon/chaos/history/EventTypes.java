package io.maillon.chaos.history;

/** The values of the key {@code type}. */
final class EventTypes {
  static final String RUN = "run";
  static final String SENT = "sent";
  static final String ACKED = "acked";
  static final String EFFECT = "effect";
  static final String OWNER = "owner";
  static final String RELEASED = "released";
  static final String TRIMMED = "trimmed";
  static final String STATE = "state";
  static final String FAULT = "fault";
  static final String DEATH = "death";
  static final String SPARED = "spared";
  static final String RECOVERY = "recovery";
  static final String SAMPLE = "sample";
  static final String END = "end";

  static final String ALL =
      String.join(
          ", ", RUN, SENT, ACKED, EFFECT, OWNER, RELEASED, TRIMMED, STATE, FAULT, DEATH, SPARED,
          RECOVERY, SAMPLE, END);

  private EventTypes() {}
}
