package io.maillon.chaos.register;

import io.maillon.coordinator.AgreedValue;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.protocol.control.ValueAccess;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One client: one call after the other, each written down before it is made and when its outcome is
 * known. Owned by its thread.
 */
final class RegisterClient {
  private static final int AMOUNT_MAX = 3;

  private final AgreedValues values;
  private final CallLog registers;
  private final CallLog counters;
  private final SplittableRandom random;
  private final int clients;
  private long process;
  private long next;

  /** What each register was when this client last heard of it. */
  private final Map<String, Optional<String>> known = new HashMap<>();

  /**
   * @param number of this client, from 0
   * @param clients how many there are
   */
  RegisterClient(
      int number,
      int clients,
      AgreedValues values,
      CallLog registers,
      CallLog counters,
      SplittableRandom random) {
    this.process = number;
    this.next = number;
    this.clients = clients;
    this.values = values;
    this.registers = registers;
    this.counters = counters;
    this.random = random;
  }

  void useRegister(String key) {
    int kind = random.nextInt(10);
    Optional<String> before = known.getOrDefault(key, Optional.empty());
    next += clients; // Nobody else writes it, nor this one again.
    Optional<String> text = Optional.of(Long.toString(next));
    if (kind < 4) {
      call(registers, "read", key, null, new ValueAccess.Read());
    } else if (kind < 6) {
      call(registers, "write", key, next, new ValueAccess.Write(text));
    } else {
      call(
          registers,
          "cas",
          key,
          Arrays.asList(number(before), next),
          new ValueAccess.CompareAndSet(before, text));
    }
  }

  void useCounter(String key) {
    if (random.nextBoolean()) {
      call(counters, "read", key, null, new ValueAccess.Read());
    } else {
      long amount = random.nextLong(1, AMOUNT_MAX + 1L);
      call(counters, "add", key, amount, new ValueAccess.Add(amount));
    }
  }

  private void call(CallLog log, String f, String key, Object argument, ValueAccess access) {
    log.note(process, "invoke", f, key, argument);
    try {
      AgreedValue answer = values.access(key, access);
      known.put(key, answer.text());
      boolean reads = access instanceof ValueAccess.Read;
      Object result = reads ? read(log, answer.text()) : argument;
      log.note(process, answer.done() ? "ok" : "fail", f, key, result);
    } catch (CoordinatorException e) {
      boolean unknown = e.kind() == CoordinatorException.Kind.INDETERMINATE;
      log.note(process, unknown ? "info" : "fail", f, key, argument);
      // Who does not know what became of its call is another one from there on.
      process += unknown ? clients : 0;
    }
  }

  /** A counter that nobody has counted on is 0. */
  private Long read(CallLog log, Optional<String> text) {
    Long number = number(text);
    return number == null && log == counters ? Long.valueOf(0) : number;
  }

  private static Long number(Optional<String> text) {
    return text.map(Long::valueOf).orElse(null);
  }
}
