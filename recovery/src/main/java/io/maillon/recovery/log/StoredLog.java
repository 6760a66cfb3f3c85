package io.maillon.recovery.log;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import java.util.List;

/**
 * What a {@link LogStore} holds.
 *
 * @param exists whether a log is held at all
 * @param promisedEpoch lowest epoch still served, 0 = no promise
 * @param image what the log starts from, empty = from nothing
 * @param commits that follow on the image, in index order
 * @param marks newest acknowledgements kept
 */
public record StoredLog(
    boolean exists,
    long promisedEpoch,
    List<ImageChunk> image,
    List<Commit> commits,
    List<ChannelMark> marks) {
  public StoredLog {
    image = List.copyOf(image);
    commits = List.copyOf(commits);
    marks = List.copyOf(marks);
  }

  public static final StoredLog EMPTY = new StoredLog(false, 0, List.of(), List.of(), List.of());
}
