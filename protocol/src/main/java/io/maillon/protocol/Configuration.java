package io.maillon.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Who works for a partition: the one record that the coordinator keeps about it.
 *
 * <p>Invariant: the owner is not among the replicas; no replica is named twice.
 *
 * @param epoch version of the configuration; a higher one fences all lower ones; 0 = none was ever
 *     activated
 * @param owner runs the function and writes the log; empty before the first activation and while
 *     scaled to zero
 * @param replicas hold every committed commit, in no particular order
 */
public record Configuration(long epoch, Optional<InstanceId> owner, List<InstanceId> replicas) {
  /** The configuration of a partition that nobody ever owned. */
  public static final Configuration NONE = new Configuration(0, Optional.empty(), List.of());

  public Configuration {
    replicas = List.copyOf(replicas);
    if (epoch < 0 || (owner.isPresent() && replicas.contains(owner.get()))) {
      throw new IllegalArgumentException(
          "configuration epoch "
              + epoch
              + " owner "
              + owner
              + " replicas "
              + replicas
              + ": expected an epoch of 0 or more and an owner outside its replicas");
    }
  }

  public static Configuration of(long epoch, InstanceId owner, List<InstanceId> replicas) {
    return new Configuration(epoch, Optional.of(owner), replicas);
  }

  public boolean isOwner(InstanceId instance) {
    return owner.isPresent() && owner.get().equals(instance);
  }

  /** Owner or replica. */
  public boolean isMember(InstanceId instance) {
    return isOwner(instance) || replicas.contains(instance);
  }
}
