package io.maillon.chaos.checker;

import java.util.List;
import java.util.Optional;

/** The models by name. */
public final class Models {
  /** In the order in which people read them. */
  public static final List<String> NAMES =
      List.of("register", "cas-register", "mutex", "counter", "key-value");

  private Models() {}

  /**
   * @param initial as EDN; without: nil for registers, {@code free}, 0, and {@code ""}
   * @throws IllegalArgumentException when there is no such model, or it can't begin so
   */
  public static Model named(String name, Optional<String> initial) {
    Object given = initial.isPresent() ? parse(initial.get()) : null;
    return switch (name) {
      case "register" -> new RegisterModel(given, false);
      case "cas-register" -> new RegisterModel(given, true);
      case "mutex" -> new MutexModel(mutex(given));
      case "counter" -> new CounterModel(initial.isPresent() ? counter(given) : Long.valueOf(0));
      case "key-value" -> new KeyValueModel(initial.isPresent() ? text(given) : Text.of(""));
      default ->
          throw new IllegalArgumentException(
              "model '" + name + "': expected one of " + String.join(", ", NAMES));
    };
  }

  private static Object parse(String text) {
    try {
      return EdnReader.parse(text);
    } catch (HistoryException e) {
      throw new IllegalArgumentException(
          "initial value '" + text + "': expected one value, such as nil, 0 or \"text\"", e);
    }
  }

  private static MutexModel.State mutex(Object given) {
    String name = given instanceof Word w ? w.name() : Values.text(given);
    return switch (name) {
      case "nil", "free" -> MutexModel.State.FREE;
      case "held" -> MutexModel.State.HELD;
      default ->
          throw new IllegalArgumentException(
              "initial value '" + name + "' of a mutex: expected free or held");
    };
  }

  private static Long counter(Object given) {
    if (given instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(
        "initial value '" + Values.text(given) + "' of a counter: expected a whole number");
  }

  private static Text text(Object given) {
    if (given == null) {
      return null;
    }
    if (given instanceof String text) {
      return Text.of(text);
    }
    throw new IllegalArgumentException(
        "initial value '" + Values.text(given) + "' of a key: expected nil or a \"text\"");
  }
}
