package io.maillon.coordinator.internal.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the words that were applied, one per command; the reply is how many there are. */
final class CountingState implements ReplicatedState {
  private final List<String> words = new ArrayList<>();
  private int loadedSnapshots;

  @Override
  public Optional<String> refusal(byte[] command) {
    return new String(command, UTF_8).equals("bad") ? Optional.of("bad word") : Optional.empty();
  }

  @Override
  public synchronized byte[] apply(long index, byte[] command) {
    String word = new String(command, UTF_8);
    if (word.equals("poison")) {
      throw new IllegalStateException("poison");
    }
    words.add(word);
    return Integer.toString(words.size()).getBytes(UTF_8);
  }

  @Override
  public synchronized byte[] snapshot() {
    return String.join("\n", words).getBytes(UTF_8);
  }

  @Override
  public synchronized void restore(Optional<byte[]> snapshot) {
    words.clear();
    loadedSnapshots += snapshot.isPresent() ? 1 : 0;
    snapshot
        .filter(b -> b.length > 0)
        .ifPresent(b -> words.addAll(new String(b, UTF_8).lines().toList()));
  }

  synchronized List<String> words() {
    return List.copyOf(words);
  }

  /** How often a snapshot was loaded; a node that began empty can only have got it from another. */
  synchronized int loadedSnapshots() {
    return loadedSnapshots;
  }
}
