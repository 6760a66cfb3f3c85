package io.maillon.link.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoordinatorRotaTest {
  private static final Address A = new Address("a", 1);
  private static final Address B = new Address("b", 1);
  private static final Address C = new Address("c", 1);

  private final CoordinatorRota rota = new CoordinatorRota(List.of(A, B, C));

  @Test
  void pausesAfterEachRoundTwiceAsLong() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      pauses.add(rota.pauseMs());
      rota.next();
    }
    assertEquals(
        List.of(
            0L, 0L, 0L, 50L, 0L, 0L, 100L, 0L, 0L, 200L, 0L, 0L, 400L, 0L, 0L, 800L, 0L, 0L, 1000L,
            0L, 0L, 1000L, 0L, 0L),
        pauses);
  }

  @Test
  void aHintComesFirstUnlessItJustFailed() {
    assertEquals(A, rota.next());
    rota.hint(Optional.of(C));
    assertEquals(C, rota.next());
    rota.failed(C);
    rota.hint(Optional.of(C));
    assertEquals(B, rota.next());
    rota.answered();
    rota.hint(Optional.of(C));
    assertEquals(C, rota.next());
    assertEquals(0, rota.pauseMs());
  }
}
