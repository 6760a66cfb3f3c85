package io.maillon.chaos.cluster.linux;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The small programs that do what Java can't. Any thread. */
final class Scripts {
  private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

  private Scripts() {}

  /** Writes one of them into a directory. */
  static Path unpack(String name, Path directory) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not on the class path");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** The one of the system if there is one: others are often wrapped, and slow to start. */
  static String python() {
    return Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON.toString() : "python3";
  }
}
