package io.maillon.recovery.log;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import java.util.List;

/**
 * Where one partition's log and promise are kept beyond the memory of the process. Every call has
 * taken effect when it returns, as durably as the store is: the core answers its peers only after.
 *
 * <p>A call that throws {@link LogStoreException} has changed nothing that {@link #load()} would
 * show.
 */
public interface LogStore {
  /** Keeps nothing: the log lives and dies with the process. */
  LogStore NONE =
      new LogStore() {
        @Override
        public StoredLog load() {
          return StoredLog.EMPTY;
        }

        @Override
        public void promise(long epoch) {}

        @Override
        public void append(List<Commit> commits) {}

        @Override
        public void acknowledge(List<ChannelMark> marks) {}

        @Override
        public boolean isLong() {
          return false;
        }

        @Override
        public void replace(long promisedEpoch, List<ImageChunk> image) {}

        @Override
        public void discard() {}
      };

  /** What was kept when the former process ended. */
  StoredLog load();

  /** Keeps the promise to refuse lower epochs. */
  void promise(long epoch);

  /** Adds commits that follow on the last one kept. */
  void append(List<Commit> commits);

  /** Outputs up to these offsets need not be kept; may be forgotten without harm. */
  void acknowledge(List<ChannelMark> marks);

  /**
   * Whether so much has come since the last image that another one is due, lest whoever loads the
   * log has to read all that.
   */
  boolean isLong();

  /** Keeps this image, and this promise, instead of all before; whole or not at all. */
  void replace(long promisedEpoch, List<ImageChunk> image);

  /** Forgets the log, and may forget the promise: the core keeps it for the life that it is in. */
  void discard();
}
