package io.maillon.coordinator.state;

import io.maillon.protocol.control.ValueAccess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Short texts by name that operators and functions agree on: who may deploy, which of two sinks is
 * in use, a number that fences off older writers. Each access takes effect at one moment, reads
 * included. Bounded in number and size: what belongs to records belongs into a stage's state.
 */
final class AgreedValues {
  static final int VALUES_MAX = 1024;
  static final int NAME_BYTES_MAX = 256;
  static final int TEXT_BYTES_MAX = 4096;

  private final Map<String, String> texts = new TreeMap<>();

  Reply use(String name, ValueAccess access) {
    if (name.isEmpty() || bytes(name) > NAME_BYTES_MAX) {
      return Reply.refused(
          "value '" + name + "': expected a name of 1 to " + NAME_BYTES_MAX + " bytes");
    }
    Optional<String> present = Optional.ofNullable(texts.get(name));
    Reply reply = Reply.done("");
    if (access instanceof ValueAccess.Write a) {
      reply = set(name, present, a.text());
    } else if (access instanceof ValueAccess.CompareAndSet a) {
      reply =
          present.equals(a.expected())
              ? set(name, present, a.text())
              : refused(name, present, a.expected().map(t -> "'" + t + "'").orElse("none"));
    } else if (access instanceof ValueAccess.Add a) {
      reply = add(name, present, a.amount());
    }
    return reply.withValue(Optional.ofNullable(texts.get(name)));
  }

  private Reply add(String name, Optional<String> present, long amount) {
    try {
      long sum = Math.addExact(Long.parseLong(present.orElse("0")), amount);
      return set(name, present, Optional.of(Long.toString(sum)));
    } catch (NumberFormatException e) {
      return refused(name, present, "a whole number");
    } catch (ArithmeticException e) {
      return refused(name, present, "one to which " + amount + " can be added within 64 bits");
    }
  }

  private Reply set(String name, Optional<String> present, Optional<String> text) {
    if (text.isEmpty()) {
      texts.remove(name);
      return Reply.done("value '" + name + "' is gone");
    }
    if (bytes(text.get()) > TEXT_BYTES_MAX) {
      return Reply.refused(
          "value '"
              + name
              + "': "
              + bytes(text.get())
              + " bytes: expected at most "
              + TEXT_BYTES_MAX);
    }
    if (present.isEmpty() && texts.size() >= VALUES_MAX) {
      return Reply.refused(
          "value '" + name + "': expected one of the " + VALUES_MAX + " that there are");
    }
    texts.put(name, text.get());
    return Reply.done("value '" + name + "' is '" + text.get() + "'");
  }

  private static Reply refused(String name, Optional<String> present, String expected) {
    return Reply.refused(
        "value '"
            + name
            + "' is "
            + present.map(text -> "'" + text + "'").orElse("none")
            + ": expected "
            + expected);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  Map<String, String> texts() {
    return texts;
  }
}
