package io.maillon.protocol;

import java.util.List;

/**
 * A granted epoch: its candidate may try to take over with the proposed replicas. The active
 * configuration stays as it was until the claim is activated; only the newest claim may be.
 *
 * @param epoch higher than that of every claim and configuration before it
 * @param candidate proposed owner; when it is the active owner the claim only changes replicas
 * @param replicas proposed replicas, the candidate not among them
 */
public record Claim(long epoch, InstanceId candidate, List<InstanceId> replicas) {
  public Claim {
    replicas = List.copyOf(replicas);
    if (epoch < 1 || replicas.contains(candidate)) {
      throw new IllegalArgumentException(
          "claim epoch "
              + epoch
              + " candidate "
              + candidate
              + " replicas "
              + replicas
              + ": expected an epoch of 1 or more and a candidate outside its replicas");
    }
  }

  /** What the claim becomes when Raft activates it. */
  public Configuration proposal() {
    return Configuration.of(epoch, candidate, replicas);
  }
}
