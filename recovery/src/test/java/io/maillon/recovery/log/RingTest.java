package io.maillon.recovery.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {
  @Test
  void behavesLikeAListAtAnySize() {
    Random random = new Random(3);
    Ring<Integer> ring = new Ring<>();
    List<Integer> model = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      boolean growing = i / 300 % 2 == 0;
      if (model.isEmpty() || random.nextInt(10) < (growing ? 7 : 3)) {
        ring.addLast(i);
        model.add(i);
      } else {
        assertEquals(model.remove(0), ring.removeFirst());
      }
      assertEquals(model.size(), ring.size());
      if (!model.isEmpty()) {
        int place = random.nextInt(model.size());
        assertEquals(model.get(place), ring.get(place));
        assertEquals(model.get(0), ring.first());
      }
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    Ring<String> ring = new Ring<>();
    assertThrows(NoSuchElementException.class, ring::removeFirst);
    ring.addLast("a");
    assertThrows(IndexOutOfBoundsException.class, () -> ring.get(1));
    assertThrows(IndexOutOfBoundsException.class, () -> ring.get(-1));
  }
}
