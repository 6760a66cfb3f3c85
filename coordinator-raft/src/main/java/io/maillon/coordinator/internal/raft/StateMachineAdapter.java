package io.maillon.coordinator.internal.raft;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.AtomicFileOutputStream;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Puts a {@link ReplicatedState} under Ratis. Ratis applies on one thread and asks on many; the
 * lock {@code state} keeps state and applied index together. Each override stands against a defect
 * listed in docs/protocol/coordinator.md.
 */
final class StateMachineAdapter extends BaseStateMachine {
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final ReplicatedState state;
  private final RaftEvents events;
  private final Fault fault;

  StateMachineAdapter(ReplicatedState state, RaftEvents events, Fault fault) {
    this.state = state;
    this.events = events;
    this.fault = fault;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
      throws IOException {
    getLifeCycle()
        .startAndTransition(
            () -> {
              super.initialize(server, group, raftStorage);
              storage.init(raftStorage);
              load(storage.getLatestSnapshot());
              LogFiles.requireNoGap(
                  raftStorage.getStorageDir().getCurrentDir().toPath(), appliedIndex());
            });
  }

  /** Called when a snapshot came from the leader; without it Ratis kills the division. */
  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public void reinitialize() throws IOException {
    load(storage.loadLatestSnapshot());
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private long appliedIndex() {
    TermIndex applied = getLastAppliedTermIndex();
    return applied == null ? -1 : applied.getIndex();
  }

  private void load(SingleFileSnapshotInfo snapshot) throws IOException {
    synchronized (state) {
      if (snapshot == null) {
        state.restore(Optional.empty());
        return;
      }
      File file = snapshot.getFile().getPath().toFile();
      MD5Hash saved = MD5FileUtil.readStoredMd5ForFile(file);
      if (saved != null) {
        MD5FileUtil.verifySavedMD5(file, saved);
      }
      state.restore(Optional.of(Files.readAllBytes(file.toPath())));
      setLastAppliedTermIndex(snapshot.getTermIndex());
    }
  }

  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    TransactionContext transaction = super.startTransaction(request);
    byte[] command = request.getMessage().getContent().toByteArray();
    Optional<String> refusal = CommandSize.refusal(command).or(() -> state.refusal(command));
    refusal.ifPresent(why -> transaction.setException(new StateMachineException(why, null, false)));
    return transaction;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    byte[] command = entry.getStateMachineLogEntry().getLogData().toByteArray();
    byte[] reply;
    synchronized (state) {
      reply = applyOrHalt(entry, command);
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    }
    // Outside the lock, since this may wait; still in order, since one thread applies.
    events.applied(entry.getIndex(), command, reply);
    return completedFuture(Message.valueOf(wrap(reply)));
  }

  private byte[] applyOrHalt(LogEntryProto entry, byte[] command) {
    try {
      return state.apply(entry.getIndex(), command);
    } catch (RuntimeException e) {
      fault.raise("log entry " + entry.getIndex() + " cannot be applied: " + e, e);
      throw e;
    }
  }

  private static ByteString wrap(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** On the thread that applies: the state is small, so copying it under the lock is short. */
  @Override
  public long takeSnapshot() throws IOException {
    TermIndex applied;
    byte[] bytes;
    synchronized (state) {
      applied = getLastAppliedTermIndex();
      bytes = state.snapshot();
    }
    File file = storage.getSnapshotFile(applied.getTerm(), applied.getIndex());
    try (OutputStream out = new AtomicFileOutputStream(file)) {
      out.write(bytes);
    }
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
    storage.updateLatestSnapshot(
        new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), applied));
    return applied.getIndex();
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  /** Nothing is decided by a query: Ratis' linearizable reads can be stale. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("no queries"));
  }

  @Override
  public CompletableFuture<Message> queryStale(Message request, long minIndex) {
    return query(request);
  }

  @Override
  public void notifyLeaderReady() {
    long index;
    byte[] snapshot;
    synchronized (state) {
      index = appliedIndex();
      snapshot = state.snapshot();
    }
    events.leaderReady(index, snapshot);
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    events.leaderLost();
  }

  @Override
  public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
    fault.raise("the Raft log cannot be written: " + cause, cause);
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
    fault.raise("Ratis closed the server of this node", null);
  }

  /** The group was removed from this node by a change of the cluster's members. */
  @Override
  public void notifyGroupRemove() {
    fault.raise("this node was removed from the cluster", null);
  }
}
