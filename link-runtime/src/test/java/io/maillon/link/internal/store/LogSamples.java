package io.maillon.link.internal.store;

import io.maillon.link.LogSync;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.ImageHeader;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Logs and settings that the store's tests share. */
final class LogSamples {
  static final PartitionId PARTITION = new PartitionId("delays", 3);
  static final PartitionId UPSTREAM = new PartitionId("parse", 0);
  static final PartitionId TARGET = new PartitionId("write", 1);

  private LogSamples() {}

  static FileLogSettings settings(Path directory) {
    return settings(directory, Long.MAX_VALUE);
  }

  static FileLogSettings settings(Path directory, long bytesMax) {
    return new FileLogSettings(
        directory,
        LogSync.NONE,
        4 << 10,
        16 << 10,
        64 << 10,
        300,
        bytesMax,
        Duration.ofMillis(200));
  }

  static Commit commit(long epoch, long index, int payloadBytes) {
    return new Commit(
        epoch,
        index,
        List.of(new Position(UPSTREAM, index * 10, false)),
        List.of(
            new OutputBatch(
                TARGET, index - 1, index, 1, false, Bytes.wrap(new byte[payloadBytes]))),
        List.of(new StateChange(Bytes.utf8("key"), Optional.of(Bytes.utf8("value " + index)))),
        false);
  }

  static List<ImageChunk> image(long epoch, long index, String value) {
    ImageHeader header = new ImageHeader(epoch, index, index, List.of(), List.of(), false);
    return List.of(
        new ImageChunk(
            0,
            true,
            header,
            List.of(new StateChange(Bytes.utf8("key"), Optional.of(Bytes.utf8(value)))),
            List.of()));
  }
}
