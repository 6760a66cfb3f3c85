package io.maillon.detector.evidence;

import io.maillon.detector.evidence.Verdict.Status;
import io.maillon.detector.internal.Durations;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules of evidence: what a case file amounts to at a given time. One method per kind; the
 * gravest finding counts, of equals the first. Stateless; docs/protocol/failure-detector.md is
 * their text.
 */
final class FusionRules {
  private final FusionSettings settings;

  FusionRules(FusionSettings settings) {
    this.settings = settings;
  }

  /**
   * The gravest finding, if anything speaks against the instance at all.
   *
   * @param othersCanTestify whether another instance is well enough to be a witness
   * @param troubledNs how long the present suspicion has been held
   */
  <I extends Comparable<I>> Optional<Finding> judge(
      CaseFile<I> file, boolean othersCanTestify, long troubledNs, long nowNs) {
    Optional<Finding> gravest = exited(file);
    gravest = graver(gravest, closed(file, othersCanTestify, troubledNs, nowNs));
    gravest = graver(gravest, late(file, troubledNs, nowNs));
    gravest = graver(gravest, unheard(file, nowNs));
    return graver(gravest, stuck(file, nowNs));
  }

  private static Optional<Finding> graver(Optional<Finding> first, Optional<Finding> second) {
    boolean replaces =
        first.isEmpty() || second.filter(it -> it.status() == Status.DEAD).isPresent();
    boolean settled = first.filter(it -> it.status() == Status.DEAD).isPresent();
    return replaces && !settled ? second : first;
  }

  private static Optional<Finding> exited(CaseFile<?> file) {
    OptionalInt code = file.exitCode;
    if (code.isEmpty()) {
      return Optional.empty();
    }
    int signal = code.getAsInt() - 128;
    String how = signal > 0 && signal < 65 ? " (signal " + signal + ")" : "";
    return Optional.of(
        Finding.dead("its process exited with code " + code.getAsInt() + how, file.exitedNs));
  }

  private <I extends Comparable<I>> Optional<Finding> closed(
      CaseFile<I> file, boolean othersCanTestify, long troubledNs, long nowNs) {
    if (!file.closed) {
      return Optional.empty();
    }
    long freshNs = settings.testimonyFreshNs();
    Optional<I> speaker = file.testimonies.speakerSince(file.closedNs, nowNs, freshNs);
    if (speaker.isPresent()) {
      return Optional.of(spokenFor("connection closed", speaker.get(), troubledNs, file.closedNs));
    }
    return Optional.of(
        provenClosed(file, othersCanTestify, nowNs)
            .map(reason -> Finding.dead(reason, file.closedNs))
            .orElseGet(() -> Finding.suspected("connection closed", file.closedNs)));
  }

  private Optional<String> provenClosed(CaseFile<?> file, boolean othersCanTestify, long nowNs) {
    if (file.refused) {
      return Optional.of("connection closed and its host refuses new ones");
    }
    // Peers may notice a death a little before us; what they said long ago is about another event.
    Optional<String> accusation =
        file.testimonies.accusation(file.closedNs - settings.testimonyFreshNs());
    if (accusation.isPresent()) {
      return accusation.map(clause -> "connection closed and " + clause);
    }
    if (!othersCanTestify && nowNs - file.graceNs >= settings.closedGraceNs()) {
      return Optional.of(
          "connection closed for "
              + Durations.text(settings.closedGraceNs())
              + " and nobody else could testify");
    }
    return Optional.empty();
  }

  private <I extends Comparable<I>> Optional<Finding> late(
      CaseFile<I> file, long troubledNs, long nowNs) {
    if (!file.late) {
      return Optional.empty();
    }
    String what =
        String.format(
            Locale.ROOT,
            "heartbeats late (suspicion %.1f) and connection %s",
            file.suspicion,
            file.closed ? "closed" : "open");
    return Optional.of(silent(file, what, file.lateNs, troubledNs, nowNs));
  }

  private <I extends Comparable<I>> Finding silent(
      CaseFile<I> file, String what, long sinceNs, long troubledNs, long nowNs) {
    Optional<I> speaker = file.testimonies.speaker(nowNs, settings.testimonyFreshNs());
    if (speaker.isPresent()) {
      return spokenFor(what, speaker.get(), troubledNs, sinceNs);
    }
    return nowNs - sinceNs >= settings.testimonyWaitNs()
        ? Finding.dead(what + ", and no peer hears it", sinceNs)
        : Finding.suspected(what, sinceNs);
  }

  private Optional<Finding> unheard(CaseFile<?> file, long nowNs) {
    if (file.heard) {
      return Optional.empty();
    }
    if (file.refused) {
      return Optional.of(
          Finding.dead("never heard since it registered, and its host refuses us", nowNs));
    }
    long dueNs = file.registeredNs + settings.firstContactMaxNs();
    if (nowNs - dueNs < 0) {
      return Optional.empty();
    }
    String what =
        "never heard within " + Durations.text(settings.firstContactMaxNs()) + " of registering";
    return Optional.of(silent(file, what, dueNs, nowNs - dueNs, nowNs));
  }

  private <I extends Comparable<I>> Finding spokenFor(
      String what, I speaker, long troubledNs, long sinceNs) {
    if (troubledNs < settings.spokenForMaxNs()) {
      return Finding.suspected(what + ", though " + speaker + " still hears it", sinceNs);
    }
    String bound = Durations.text(settings.spokenForMaxNs());
    return Finding.dead(
        what + ", and not a beat to us in " + bound + " though " + speaker + " hears it", sinceNs);
  }

  private Optional<Finding> stuck(CaseFile<?> file, long nowNs) {
    if (!file.stuck) {
      return Optional.empty();
    }
    String what = "it beats but " + file.stuckWhat + " makes no progress on waiting input";
    return Optional.of(
        nowNs - file.stuckNs >= settings.noProgressMaxNs()
            ? Finding.dead(
                what + " for " + Durations.text(settings.noProgressMaxNs()), file.stuckNs)
            : Finding.suspected(what, file.stuckNs));
  }
}
