package io.maillon.recovery.log;

import io.maillon.protocol.PartitionId;
import java.util.List;

/** The log stores of one instance. */
public interface LogStores {
  /** Keep nothing. */
  LogStores NONE =
      new LogStores() {
        @Override
        public LogStore open(PartitionId partition) {
          return LogStore.NONE;
        }

        @Override
        public List<PartitionId> held() {
          return List.of();
        }
      };

  /** The store of one partition, made if there is none; the same object for the same partition. */
  LogStore open(PartitionId partition);

  /** Partitions whose logs were found when the stores were opened. */
  List<PartitionId> held();
}
