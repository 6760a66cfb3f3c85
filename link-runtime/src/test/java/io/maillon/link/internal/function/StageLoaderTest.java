package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.link.StageLoader;
import io.maillon.link.source.GeneratorSource;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can't be loaded is named with its stage. */
class StageLoaderTest {
  static final class NeedsArgument extends Recorded {
    NeedsArgument(String argument) {
      throw new IllegalStateException(argument);
    }
  }

  static final class Throws extends Recorded {
    Throws() {
      throw new IllegalStateException("no licence");
    }
  }

  private final StageLoader loader = new StageLoader(getClass().getClassLoader());

  private static StageSpec stage(StageSpec.Kind kind, String implementation) {
    return new StageSpec("parse", kind, implementation, 1, 1, 1, LogKind.MEMORY, Map.of());
  }

  private String refusal(StageSpec.Kind kind, String implementation) {
    return assertThrows(
            InvalidPipelineException.class, () -> loader.load(stage(kind, implementation)))
        .getMessage();
  }

  @Test
  void findsByScheme() {
    assertInstanceOf(
        GeneratorSource.class, loader.source(stage(StageSpec.Kind.SOURCE, "generate:")));
    assertEquals("a:b", StageLoader.location(stage(StageSpec.Kind.SOURCE, "file:a:b")));
  }

  @Test
  void namesAnUnknownClass() {
    assertEquals(
        "stages.parse.function: 'org.example.Nope': expected the name of a class on the class"
            + " path, missing: org.example.Nope",
        refusal(StageSpec.Kind.FUNCTION, "org.example.Nope"));
  }

  @Test
  void namesTheTypeExpected() {
    assertEquals(
        "stages.parse.sink: 'java.lang.String': expected a class that implements"
            + " io.maillon.link.sink.Sink",
        refusal(StageSpec.Kind.SINK, "java.lang.String"));
  }

  @Test
  void namesAnUnknownScheme() {
    assertEquals(
        "stages.parse.source: 'kafka:topic': expected a class name or one of the schemes"
            + " [file, generate]",
        refusal(StageSpec.Kind.SOURCE, "kafka:topic"));
  }

  @Test
  void namesAMissingOrThrowingConstructor() {
    assertEquals(
        "stages.parse.function: '"
            + NeedsArgument.class.getName()
            + "': expected a class that is not abstract, with a constructor without arguments",
        refusal(StageSpec.Kind.FUNCTION, NeedsArgument.class.getName()));
    assertEquals(
        "stages.parse.function: '"
            + Throws.class.getName()
            + "': expected a constructor that does not throw"
            + " java.lang.IllegalStateException: no licence",
        refusal(StageSpec.Kind.FUNCTION, Throws.class.getName()));
  }
}
