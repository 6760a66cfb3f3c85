package io.maillon.coordinator.internal.raft;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.maillon.coordinator.RaftTimings;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * The settings of a coordinator's Ratis server, each with its reason in
 * docs/protocol/coordinator.md. Set with typed setters only: Ratis ignores a misspelt key.
 */
final class RatisSettings {
  private RatisSettings() {}

  static RaftProperties properties(
      Path directory, String bindHost, int port, RaftTimings timings, LogBounds bounds) {
    RaftProperties p = new RaftProperties();
    RaftConfigKeys.Rpc.setType(p, SupportedRpcType.GRPC);
    RaftServerConfigKeys.setStorageDir(p, List.of(directory.toFile()));
    transport(p, bindHost, port);
    elections(p, timings);
    log(p);
    bounds(p, bounds);
    return p;
  }

  private static void transport(RaftProperties p, String bindHost, int port) {
    GrpcConfigKeys.Server.setHost(p, bindHost);
    GrpcConfigKeys.Server.setPort(p, port);
    GrpcConfigKeys.Server.setBossGroupSize(p, 1);
    GrpcConfigKeys.Server.setWorkerGroupSize(p, 2);
    GrpcConfigKeys.Client.setWorkerGroupSize(p, 2);
  }

  private static void elections(RaftProperties p, RaftTimings timings) {
    TimeDuration min = millis(timings.electionMin().toMillis());
    TimeDuration max = millis(timings.electionMax().toMillis());
    Rpc.setTimeoutMin(p, min);
    Rpc.setTimeoutMax(p, max);
    Rpc.setFirstElectionTimeoutMin(p, min);
    Rpc.setFirstElectionTimeoutMax(p, max);
    Rpc.setRequestTimeout(p, TimeDuration.valueOf(1, SECONDS));
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(
        p, TimeDuration.valueOf(1, SECONDS));
    RaftServerConfigKeys.LeaderElection.setPreVote(p, true);
    // A long pause must not close the server for good: the node goes on after it.
    RaftServerConfigKeys.setCloseThreshold(p, TimeDuration.valueOf(3650, DAYS));
    RaftServerConfigKeys.setStagingTimeout(p, TimeDuration.valueOf(30, SECONDS));
    Log.Appender.setRetryPolicy(p, "1ms,10,100ms,1000000");
    RaftServerConfigKeys.Read.setOption(p, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setLeaderLeaseEnabled(p, true);
  }

  private static void log(RaftProperties p) {
    Log.setLogMetadataEnabled(p, false);
    Log.setAsyncFlushEnabled(p, false);
    Log.setUnsafeFlushEnabled(p, false);
    Log.setCorruptionPolicy(p, Log.CorruptionPolicy.EXCEPTION);
    Log.setSegmentCacheNumMax(p, 2);
    Log.setSegmentCacheSizeMax(p, SizeInBytes.valueOf("16MB"));
    Log.setQueueByteLimit(p, SizeInBytes.valueOf("16MB"));
    Log.setQueueElementLimit(p, 1024);
    RaftServerConfigKeys.Write.setByteLimit(p, SizeInBytes.valueOf("16MB"));
    RaftServerConfigKeys.Write.setElementLimit(p, 1024);
    RaftServerConfigKeys.RetryCache.setExpiryTime(p, TimeDuration.valueOf(30, SECONDS));
  }

  private static void bounds(RaftProperties p, LogBounds bounds) {
    Log.setSegmentSizeMax(p, SizeInBytes.valueOf(bounds.segmentBytes()));
    Log.setPreallocatedSize(p, SizeInBytes.valueOf(Math.min(1 << 20, bounds.segmentBytes())));
    Log.Appender.setBufferByteLimit(p, SizeInBytes.valueOf(1 << 20));
    Log.setWriteBufferSize(p, SizeInBytes.valueOf((1 << 20) + 1024));
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(p, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(p, bounds.snapshotEntries());
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(p, 3);
    Log.setPurgeUptoSnapshotIndex(p, true);
    Log.setPurgeGap(p, (int) Math.min(1000, bounds.keptEntries() + 1));
    Log.setPurgePreservationLogNum(p, bounds.keptEntries());
  }

  private static TimeDuration millis(long ms) {
    return TimeDuration.valueOf(ms, MILLISECONDS);
  }
}
