package io.maillon.recovery.partition;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.log.StoredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log of a partition on one instance and the promise over it: to serve no epoch below the
 * highest seen. Owners and candidates keep their own log under the same promise.
 *
 * <p>Invariants: the promise only grows; it is as durable as the log; an answer leaves only after
 * the store has what it claims.
 */
public final class ReplicaCore {
  private final PartitionId partition;
  private final LogStore store;
  private long promised;
  private Optional<PartitionLog> log;
  private List<ImageChunk> arriving = new ArrayList<>();
  private long arrivingEpoch;
  private List<ImageChunk> fetching = List.of();

  public ReplicaCore(PartitionId partition, LogStore store) {
    this.partition = partition;
    this.store = store;
    StoredLog stored = store.load();
    promised = stored.promisedEpoch();
    log = stored.exists() ? Optional.of(PartitionLog.of(stored)) : Optional.empty();
  }

  /** Lowest epoch still served. */
  public long promised() {
    return promised;
  }

  /** Empty = no log is held, not even an empty one. */
  public Optional<PartitionLog> log() {
    return log;
  }

  public boolean serves(long epoch) {
    return epoch >= promised;
  }

  /** Refuses lower epochs from now on. */
  public void promise(long epoch) {
    if (epoch > promised) {
      store.promise(epoch);
      promised = epoch;
    }
  }

  /** Takes another log in place of the one held. */
  public void adopt(long epoch, List<ImageChunk> image) {
    store.replace(epoch, image);
    promised = epoch;
    log = Optional.of(PartitionLog.of(image));
  }

  /** The owner's own commit. */
  public void append(Commit commit) {
    append(List.of(commit));
  }

  private void append(List<Commit> commits) {
    PartitionLog held = log.orElseThrow();
    if (store.isLong()) {
      store.replace(promised, held.chunks());
    }
    store.append(commits);
    commits.forEach(held::append);
  }

  public void acknowledge(List<ChannelMark> marks) {
    if (marks.isEmpty()) {
      return;
    }
    store.acknowledge(marks);
    marks.forEach(m -> log.orElseThrow().acknowledge(m.target(), m.ackedOffset()));
  }

  /**
   * Forgets the log: this life is no member of any configuration in force or proposed. The promise
   * stays, or a former owner could install its log here and go on as if it were still in office.
   */
  public void discard() {
    if (log.isPresent()) {
      store.discard();
      log = Optional.empty();
    }
  }

  public PeerMessage onFence(Fence m) {
    if (!serves(m.epoch())) {
      return refuse(m.epoch(), Refused.Reason.FENCED);
    }
    promise(m.epoch());
    return log.<PeerMessage>map(l -> new Fenced(partition, m.epoch(), l.lastEpoch(), l.lastIndex()))
        .orElseGet(() -> refuse(m.epoch(), Refused.Reason.NO_LOG));
  }

  public PeerMessage onAppend(Append m) {
    if (!serves(m.epoch())) {
      return refuse(m.epoch(), Refused.Reason.FENCED);
    }
    promise(m.epoch());
    if (log.isEmpty()) {
      return refuse(m.epoch(), Refused.Reason.NO_LOG);
    }
    PartitionLog held = log.get();
    if (!held.holds(m.previousEpoch(), m.previousIndex())) {
      return refuse(m.epoch(), Refused.Reason.GAP);
    }
    List<Commit> fresh = beyond(held, m.commits());
    if (fresh == null) {
      return refuse(m.epoch(), Refused.Reason.GAP);
    }
    if (!fresh.isEmpty()) {
      append(fresh);
    }
    long matched = m.previousIndex() + m.commits().size();
    held.foldTo(Math.min(m.committedIndex(), matched));
    held.forgetTo(held.image().index());
    acknowledge(m.marks());
    return new Appended(partition, m.epoch(), matched);
  }

  public PeerMessage onInstall(Install m) {
    if (!serves(m.epoch())) {
      return refuse(m.epoch(), Refused.Reason.FENCED);
    }
    promise(m.epoch());
    if (m.chunk().number() == 0) {
      arriving = new ArrayList<>();
      arrivingEpoch = m.epoch();
    }
    if (m.chunk().number() != arriving.size() || arrivingEpoch != m.epoch()) {
      return refuse(m.epoch(), Refused.Reason.NO_LOG);
    }
    arriving.add(m.chunk());
    if (!m.chunk().last()) {
      return new InstallTaken(partition, m.epoch(), m.chunk().number());
    }
    adopt(m.epoch(), arriving);
    arriving = new ArrayList<>();
    return new Appended(partition, m.epoch(), log.orElseThrow().lastIndex());
  }

  /** Serves one chunk of the image as it was when chunk 0 was asked for. */
  public PeerMessage onFetch(Fetch m) {
    if (m.epoch() != promised) {
      return refuse(m.epoch(), Refused.Reason.FENCED);
    }
    if (log.isEmpty()) {
      return refuse(m.epoch(), Refused.Reason.NO_LOG);
    }
    if (m.number() == 0) {
      fetching = log.get().chunks();
    }
    if (m.number() >= fetching.size()) {
      return refuse(m.epoch(), Refused.Reason.GAP);
    }
    ImageChunk chunk = fetching.get(m.number());
    if (chunk.last()) {
      fetching = List.of();
    }
    return new Fetched(partition, m.epoch(), chunk);
  }

  /** The commits not held yet; null when one of them contradicts what is held. */
  private static List<Commit> beyond(PartitionLog held, List<Commit> commits) {
    List<Commit> fresh = new ArrayList<>();
    for (Commit commit : commits) {
      if (commit.index() > held.lastIndex()) {
        fresh.add(commit);
      } else if (!held.holds(commit.epoch(), commit.index())
          && commit.index() > held.image().index()) {
        return null;
      }
    }
    return fresh;
  }

  private Refused refuse(long epoch, Refused.Reason reason) {
    return new Refused(
        partition, epoch, reason, promised, log.map(PartitionLog::lastIndex).orElse(-1L));
  }
}
