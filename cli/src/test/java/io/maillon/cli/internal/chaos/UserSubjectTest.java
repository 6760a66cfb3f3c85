package io.maillon.cli.internal.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserSubjectTest {
  @Test
  void itsCommandCanBePastedIntoAShell() {
    UserSubject subject =
        new UserSubject(
            Path.of("my jobs/count.yaml"),
            List.of(Path.of("lib/a-1.0.jar"), Path.of("it's.jar")),
            List.of(Path.of("$out")));
    assertEquals(
        "maillon chaos run simulation --pipeline 'my jobs/count.yaml' --jar lib/a-1.0.jar"
            + " --jar 'it'\\''s.jar' --compare '$out'",
        subject.command());
  }
}
