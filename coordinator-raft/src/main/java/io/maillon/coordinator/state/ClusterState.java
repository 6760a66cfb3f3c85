package io.maillon.coordinator.state;

import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the coordinators agree on. {@link #apply} is total and deterministic: equal states and equal
 * commands give equal states and replies, on every node and at every replay; a command that does
 * not fit is refused, never thrown back.
 *
 * <p>Not thread-safe; owned by the thread that applies the log.
 */
public final class ClusterState {
  private final Map<String, PipelineRecord> pipelines = new TreeMap<>();
  private final AgreedValues values = new AgreedValues();
  private final Sessions sessions = new Sessions();
  private long version;
  private long nowMs;

  /** Counts applied commands: what was derived from a lower version is older. */
  public long version() {
    return version;
  }

  /** Highest leader time seen. */
  public long nowMs() {
    return nowMs;
  }

  public Collection<PipelineRecord> pipelines() {
    return Collections.unmodifiableCollection(pipelines.values());
  }

  public Optional<PipelineRecord> pipeline(String name) {
    return Optional.ofNullable(pipelines.get(name));
  }

  public Reply apply(Command command) {
    version++;
    nowMs = Math.max(nowMs, command.leaderTimeMs());
    if (command.action() instanceof Action.OpenSession) {
      sessions.open(version);
      return Reply.done("session " + version + " opened");
    }
    if (command.clientId() == 0 || command.action() instanceof Action.Join) {
      // A registration is told from another by its session, in the pipeline itself.
      return act(command.action());
    }
    Optional<Reply> before = sessions.replyTo(command.clientId(), command.requestId());
    if (before.isPresent()) {
      return before.get();
    }
    Reply reply = act(command.action()).shortened();
    sessions.remember(command.clientId(), command.requestId(), reply);
    return reply;
  }

  /** The whole state, to be read by {@link #load}. */
  public byte[] dump() {
    return StateCodec.encode(this);
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a dump
   */
  public static ClusterState load(byte[] dump) {
    return StateCodec.decode(dump);
  }

  AgreedValues values() {
    return values;
  }

  Sessions sessions() {
    return sessions;
  }

  void restore(long restoredVersion, long restoredNowMs) {
    version = restoredVersion;
    nowMs = restoredNowMs;
  }

  void put(PipelineRecord pipeline) {
    pipelines.put(pipeline.spec().name(), pipeline);
  }

  private Reply act(Action action) {
    if (action instanceof Action.Apply a) {
      return applyPipeline(a);
    } else if (action instanceof Action.UseValue a) {
      return values.use(a.name(), a.access());
    } else if (action instanceof Action.Tick) {
      return Reply.done("");
    }
    PipelineRecord pipeline = pipelines.get(action.pipeline());
    return pipeline == null
        ? Reply.refused(
            "pipeline '" + action.pipeline() + "': expected one of " + pipelines.keySet())
        : new PipelineRules(pipeline, nowMs).act(action);
  }

  private Reply applyPipeline(Action.Apply a) {
    PipelineRecord present = pipelines.get(a.spec().name());
    if (present != null && present.isLive()) {
      return present.spec().equals(a.spec())
          ? Reply.done("pipeline " + a.spec().name() + " is running already")
          : Reply.refused(
              "pipeline '"
                  + a.spec().name()
                  + "' is running with another definition: expected it"
                  + " to be stopped first");
    }
    try {
      put(PipelineRecord.following(Optional.ofNullable(present), a.spec().validated()));
    } catch (InvalidPipelineException e) {
      return Reply.refused(e.getMessage());
    }
    return Reply.done("pipeline " + a.spec().name() + " applied");
  }
}
