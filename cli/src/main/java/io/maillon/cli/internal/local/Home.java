package io.maillon.cli.internal.local;

import java.nio.file.Path;

/** Where the program and its examples lie. */
public final class Home {
  /** Set by the start script. */
  private static final String PROPERTY = "maillon.home";

  private Home() {}

  /** A file of the program; from the working directory where no script started it. */
  public static Path resolve(String file) {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().resolve(file);
  }
}
