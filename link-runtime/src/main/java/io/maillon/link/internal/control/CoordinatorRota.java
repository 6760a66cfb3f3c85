package io.maillon.link.internal.control;

import io.maillon.protocol.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which coordinator to try next, and when: one after the other without a pause, those named as
 * leader first; a pause after each full round, which doubles from {@value #PAUSE_MS_MIN} to {@value
 * #PAUSE_MS_MAX} ms. Owner: the control thread.
 */
final class CoordinatorRota {
  static final long PAUSE_MS_MIN = 50;
  static final long PAUSE_MS_MAX = 1_000;

  private final List<Address> addresses;
  private final Set<Address> failed = new HashSet<>();
  private Optional<Address> hint = Optional.empty();
  private int place;
  private int attempts;

  CoordinatorRota(List<Address> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /** How long to wait before the next attempt. */
  long pauseMs() {
    int rounds = attempts / addresses.size();
    if (rounds == 0 || attempts % addresses.size() != 0) {
      return 0;
    }
    return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(rounds - 1, 10));
  }

  Address next() {
    if (attempts % addresses.size() == 0) {
      failed.clear();
    }
    attempts++;
    Address next = hint.orElseGet(() -> addresses.get(place++ % addresses.size()));
    hint = Optional.empty();
    return next;
  }

  /** Tried without success: a hint at it counts for nothing until the next round. */
  void failed(Address address) {
    failed.add(address);
  }

  /** Somebody says who leads; a leader that just failed is old news. */
  void hint(Optional<Address> leader) {
    hint = leader.filter(a -> !failed.contains(a));
  }

  /** A leader answered. */
  void answered() {
    attempts = 0;
    failed.clear();
  }
}
