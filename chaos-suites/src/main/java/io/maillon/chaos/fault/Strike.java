package io.maillon.chaos.fault;

import io.maillon.chaos.cluster.FaultKind;
import java.util.List;

/**
 * One fault that is to come.
 *
 * @param id number in its schedule, from 1
 * @param atMs since the begin of the schedule
 * @param kind what
 * @param target in whom
 * @param draw decides which of those that fit
 * @param holdMs how long it lasts; 0 = it has no end
 * @param amount in the unit of the kind
 */
public record Strike(
    int id, long atMs, FaultKind kind, Target target, long draw, long holdMs, long amount) {
  /** One of these, always the same one for the same list. */
  <T> T pick(List<T> candidates) {
    return candidates.get((int) Math.floorMod(draw, (long) candidates.size()));
  }
}
