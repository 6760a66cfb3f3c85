package io.maillon.chaos.simulation;

import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.SessionOpened;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Asks whoever leads, in one session, again and again under the same number until it is done. */
final class Operator {
  /** Its number as a connection: it speaks from nowhere that could be cut off. */
  static final long CONNECTION = 0;

  private static final long PATIENCE_NS = 500 * Chance.MS;

  private final World world;
  private final OpenSession opening;
  private OptionalLong session = OptionalLong.empty();
  private long requests;

  Operator(World world, long nonce) {
    this.world = world;
    opening = new OpenSession(nonce);
  }

  void receive(ControlMessage message) {
    if (message instanceof SessionOpened opened && session.isEmpty()) {
      session = OptionalLong.of(opened.session());
    }
  }

  /** Begins now, and goes on for as long as it is wanted. */
  void ask(BooleanSupplier wanted, Function<RequestId, ControlMessage> request) {
    ask(++requests, wanted, request);
  }

  private void ask(
      long number, BooleanSupplier wanted, Function<RequestId, ControlMessage> request) {
    if (wanted.getAsBoolean()) {
      world
          .coordinators()
          .operate(
              session.isEmpty()
                  ? opening
                  : request.apply(new RequestId(session.getAsLong(), number)));
      world.queue().after(PATIENCE_NS, () -> ask(number, wanted, request));
    }
  }
}
