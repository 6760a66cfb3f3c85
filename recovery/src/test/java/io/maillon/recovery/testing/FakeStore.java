package io.maillon.recovery.testing;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.recovery.log.StoredLog;
import java.util.ArrayList;
import java.util.List;

/** A store in memory that outlives the core, notes what it was asked, and can be full. */
public final class FakeStore implements LogStore {
  public final List<String> calls = new ArrayList<>();
  public boolean full;
  public boolean isLong;
  private boolean exists;
  private long promised;
  private List<ImageChunk> image = List.of();
  private final List<Commit> commits = new ArrayList<>();
  private final List<ChannelMark> marks = new ArrayList<>();

  @Override
  public StoredLog load() {
    return new StoredLog(exists, promised, image, commits, marks);
  }

  @Override
  public void promise(long epoch) {
    note("promise " + epoch);
    promised = epoch;
  }

  @Override
  public void append(List<Commit> more) {
    note("append " + more.size());
    commits.addAll(more);
  }

  @Override
  public void acknowledge(List<ChannelMark> moved) {
    note("acknowledge " + moved.size());
    marks.addAll(moved);
  }

  @Override
  public boolean isLong() {
    return isLong;
  }

  @Override
  public void replace(long promisedEpoch, List<ImageChunk> other) {
    note("replace " + promisedEpoch);
    exists = true;
    promised = promisedEpoch;
    image = List.copyOf(other);
    commits.clear();
    marks.clear();
  }

  @Override
  public void discard() {
    note("discard");
    exists = false;
    image = List.of();
    commits.clear();
    marks.clear();
  }

  private void note(String call) {
    if (full) {
      throw new LogStoreException("store: " + call + ": expected room", null);
    }
    calls.add(call);
  }
}
