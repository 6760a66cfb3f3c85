package io.maillon.coordinator.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.control.ValueAccess;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreedValuesTest {
  private static final Optional<String> NONE = Optional.empty();

  private final AgreedValues values = new AgreedValues();

  private Optional<String> done(String name, ValueAccess access) {
    Reply reply = values.use(name, access);
    assertTrue(reply.done(), reply.message());
    return reply.value();
  }

  private void refused(String name, ValueAccess access, Optional<String> kept, String message) {
    assertEquals(Reply.refused(message).withValue(kept), values.use(name, access));
  }

  private static ValueAccess set(String text) {
    return new ValueAccess.Write(Optional.of(text));
  }

  private static ValueAccess swap(Optional<String> expected, Optional<String> text) {
    return new ValueAccess.CompareAndSet(expected, text);
  }

  @Test
  void holdsWhatWasWritten() {
    assertEquals(NONE, done("a", new ValueAccess.Read()));
    assertEquals(Optional.of("x"), done("a", set("x")));
    assertEquals(Optional.of("x"), done("a", new ValueAccess.Read()));
    assertEquals(NONE, done("b", new ValueAccess.Read()));
    assertEquals(NONE, done("a", new ValueAccess.Write(NONE)));
    assertEquals(NONE, done("a", new ValueAccess.Read()));
  }

  @Test
  void comparesBeforeItSets() {
    assertEquals(Optional.of("x"), done("a", swap(NONE, Optional.of("x"))));
    refused("a", swap(NONE, Optional.of("y")), Optional.of("x"), "value 'a' is 'x': expected none");
    refused(
        "a",
        swap(Optional.of("z"), Optional.of("y")),
        Optional.of("x"),
        "value 'a' is 'x': expected 'z'");
    assertEquals(NONE, done("a", swap(Optional.of("x"), NONE)));
    refused("a", swap(Optional.of("x"), NONE), NONE, "value 'a' is none: expected 'x'");
  }

  @Test
  void counts() {
    assertEquals(Optional.of("3"), done("n", new ValueAccess.Add(3)));
    assertEquals(Optional.of("-1"), done("n", new ValueAccess.Add(-4)));
    done("n", set("many"));
    refused(
        "n",
        new ValueAccess.Add(1),
        Optional.of("many"),
        "value 'n' is 'many': expected a whole number");
    String most = Long.toString(Long.MAX_VALUE);
    done("n", set(most));
    refused(
        "n",
        new ValueAccess.Add(1),
        Optional.of(most),
        "value 'n' is '" + most + "': expected one to which 1 can be added within 64 bits");
  }

  @Test
  void isBounded() {
    refused("", set("x"), NONE, "value '': expected a name of 1 to 256 bytes");
    refused(
        "é".repeat(129),
        set("x"),
        NONE,
        "value '" + "é".repeat(129) + "': expected a name of 1 to 256 bytes");
    refused("a", set("é".repeat(2049)), NONE, "value 'a': 4098 bytes: expected at most 4096");
    for (int i = 0; i < AgreedValues.VALUES_MAX; i++) {
      done("v" + i, set(""));
    }
    refused(
        "one more", set("x"), NONE, "value 'one more': expected one of the 1024 that there are");
    assertEquals(Optional.of("x"), done("v7", set("x")));
  }
}
