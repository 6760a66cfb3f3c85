package io.maillon.link;

import io.maillon.link.sink.DiscardSink;
import io.maillon.link.sink.FileSink;
import io.maillon.link.sink.Sink;
import io.maillon.link.source.FileLinesSource;
import io.maillon.link.source.GeneratorSource;
import io.maillon.link.source.Source;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes the implementation of a stage: one that was given, one that comes with the runtime under a
 * scheme such as {@code file:}, or one named by its class. Immutable.
 */
public final class StageLoader {
  private static final Map<String, Supplier<Source<?>>> SOURCES =
      new TreeMap<>(Map.of("file", FileLinesSource::new, "generate", GeneratorSource::new));
  private static final Map<String, Supplier<Sink<?>>> SINKS =
      new TreeMap<>(Map.of("file", FileSink::new, "discard", DiscardSink::new));

  private final ClassLoader classes;
  private final Map<String, Supplier<?>> given;

  public StageLoader(ClassLoader classes) {
    this(classes, Map.of());
  }

  /**
   * @param given makes an implementation for each partition of the stages named, in place of the
   *     class: for what needs constructor arguments, such as a client of a database
   */
  public StageLoader(ClassLoader classes, Map<String, Supplier<?>> given) {
    this.classes = classes;
    this.given = Map.copyOf(given);
  }

  /**
   * Makes every implementation once, without opening it, so that a pipeline with a misspelt class
   * is refused before anything runs.
   *
   * @throws InvalidPipelineException naming the stage, what it names and what was expected
   */
  public void check(PipelineSpec spec) {
    for (StageSpec stage : spec.stages()) {
      load(stage);
    }
  }

  /** What follows the scheme in the stage's implementation; empty if that is a class name. */
  public static String location(StageSpec stage) {
    int colon = stage.implementation().indexOf(':');
    return colon < 0 ? "" : stage.implementation().substring(colon + 1);
  }

  public Object load(StageSpec stage) {
    return switch (stage.kind()) {
      case SOURCE -> source(stage);
      case FUNCTION -> function(stage);
      case SINK -> sink(stage);
    };
  }

  public StageFunction<?, ?> function(StageSpec stage) {
    return make(stage, StageFunction.class, Map.of());
  }

  public Source<?> source(StageSpec stage) {
    return make(stage, Source.class, SOURCES);
  }

  public Sink<?> sink(StageSpec stage) {
    return make(stage, Sink.class, SINKS);
  }

  private <T> T make(StageSpec stage, Class<T> type, Map<String, ? extends Supplier<?>> schemes) {
    Supplier<?> supplier = given.get(stage.name());
    int colon = stage.implementation().indexOf(':');
    if (supplier == null && colon >= 0) {
      supplier = schemes.get(stage.implementation().substring(0, colon));
      if (supplier == null) {
        throw refused(stage, "a class name or one of the schemes " + schemes.keySet(), null);
      }
    }
    Object made = supplier != null ? supplier.get() : instance(stage, type);
    if (!type.isInstance(made)) {
      throw refused(stage, "an implementation of " + type.getName(), null);
    }
    return type.cast(made);
  }

  private Object instance(StageSpec stage, Class<?> type) {
    try {
      Class<?> found = Class.forName(stage.implementation(), true, classes);
      if (!type.isAssignableFrom(found)) {
        throw refused(stage, "a class that implements " + type.getName(), null);
      }
      Constructor<?> constructor = found.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw refused(stage, "the name of a class on the class path, missing: " + e.getMessage(), e);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw refused(stage, "a class that is not abstract, with a constructor without arguments", e);
    } catch (InvocationTargetException e) {
      throw refused(stage, "a constructor that does not throw " + e.getCause(), e.getCause());
    }
  }

  private static InvalidPipelineException refused(
      StageSpec stage, String expected, Throwable cause) {
    String place = "stages." + stage.name() + "." + stage.kind().name().toLowerCase(Locale.ROOT);
    InvalidPipelineException refused =
        new InvalidPipelineException(place, stage.implementation(), expected);
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
