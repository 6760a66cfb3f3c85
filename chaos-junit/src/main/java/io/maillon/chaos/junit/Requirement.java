package io.maillon.chaos.junit;

import io.maillon.chaos.cluster.Backend;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Skips a test whose back-end can't run here, unless it must. */
final class Requirement {
  private Requirement() {}

  static void check(String backend) {
    Optional<String> why = Backend.named(backend).unavailable();
    if (why.isEmpty()) {
      return;
    }
    String text = "backend " + backend + " cannot be used here: " + why.get();
    if (Backend.isRequired(backend)) {
      throw new AssertionError(text + " (required by -D" + Backend.REQUIRE + ")");
    }
    throw new TestAbortedException(text);
  }
}
