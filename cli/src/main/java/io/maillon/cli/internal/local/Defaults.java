package io.maillon.cli.internal.local;

/** Settings of libraries, for those that the user did not set. */
public final class Defaults {
  private Defaults() {}

  /** Before the first logger is made. */
  public static void forPeople() {
    // Netty's events for JFR take 0.1 s of each start.
    set("io.netty.jfr.enabled", "false");
  }

  /** What serves tells what it does; what answers people does not. */
  public static void forServing() {
    forPeople();
    set("org.slf4j.simpleLogger.defaultLogLevel", "info");
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
