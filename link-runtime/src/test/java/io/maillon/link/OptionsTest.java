package io.maillon.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options with(String value) {
    return new Options("read", Map.of("n", value));
  }

  @Test
  void readsNumbers() {
    assertEquals(7, with("x").number("absent", 7, 0, 9));
    assertEquals(1_500, with("1_500").number("n", 0, 0, 10_000));
    assertEquals(3_000_000, with("3M").number("n", 0, 0, 10_000_000));
  }

  @Test
  void refusesWithPlaceValueAndExpectation() {
    for (String value : new String[] {"ten", "", "K", "-1", "11", "99999999999999999999", "9G"}) {
      assertEquals(
          "stages.read.options.n: '" + value + "': expected a whole number from 0 to 10",
          assertThrows(InvalidPipelineException.class, () -> with(value).number("n", 0, 0, 10))
              .getMessage());
    }
    assertEquals(
        "stages.read.options.n: 'yes': expected true or false",
        assertThrows(InvalidPipelineException.class, () -> with("yes").flag("n", false))
            .getMessage());
  }
}
