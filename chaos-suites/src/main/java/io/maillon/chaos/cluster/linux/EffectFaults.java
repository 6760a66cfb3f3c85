package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults out of one source per kind; remembers what has begun. Equal injections may be begun
 * several times; each end heals one of them. One thread at a time: the suite's, or that which takes
 * everything down when the JVM ends.
 */
public final class EffectFaults implements Faults {
  private static final Logger LOG = LoggerFactory.getLogger(EffectFaults.class);

  /** Begins faults of one kind. */
  @FunctionalInterface
  public interface Source {
    Effect begin(Injection fault) throws IOException;
  }

  private final Map<FaultKind, Source> sources = new EnumMap<>(FaultKind.class);
  private final Map<Injection, Deque<Effect>> begun = new LinkedHashMap<>();
  private boolean over;

  /** From now on this cluster can do that kind. */
  public void offer(FaultKind kind, Source source) {
    sources.put(kind, source);
  }

  @Override
  public Set<FaultKind> kinds() {
    return Collections.unmodifiableSet(sources.keySet());
  }

  @Override
  public synchronized String begin(Injection fault) throws IOException {
    if (over) {
      return "";
    }
    Source source = sources.get(fault.kind());
    if (source == null) {
      throw new IllegalArgumentException(
          "fault " + fault.kind() + ": this cluster can do " + sources.keySet());
    }
    Effect effect = source.begin(fault);
    if (fault.kind().lasts()) {
      begun.computeIfAbsent(fault, key -> new ArrayDeque<>()).push(effect);
    }
    return effect.evidence();
  }

  @Override
  public synchronized String end(Injection fault) throws IOException {
    if (!fault.kind().lasts()) {
      return "";
    }
    Deque<Effect> effects = begun.get(fault);
    if (effects == null && over) {
      return ""; // Ended with all others.
    }
    if (effects == null) {
      throw new IllegalArgumentException("fault " + fault + ": has not begun");
    }
    Effect effect = effects.pop();
    if (effects.isEmpty()) {
      begun.remove(fault);
    }
    return effect.end();
  }

  /** Ends whatever has begun, the newest first; a failure doesn't keep the others. */
  public synchronized void endAll() {
    over = true;
    List<Injection> faults = new ArrayList<>(begun.keySet());
    Collections.reverse(faults);
    for (Injection fault : faults) {
      while (begun.containsKey(fault)) {
        try {
          end(fault);
        } catch (IOException | RuntimeException e) {
          LOG.warn("fault {} is not healed: {}", fault, e.getMessage());
        }
      }
    }
  }
}
