package io.maillon.link.internal.store;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStores;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All logs of one instance name, in one locked directory: {@code lock}, {@code lives} and one
 * directory per partition. Opened by the thread that starts the runtime, then owned by the link
 * thread.
 *
 * <p>The lock is the fence: while it is held no former process can write here any more, so its
 * logs, with the promises in them, pass to the process that holds it. See
 * docs/protocol/file-log.md.
 */
public final class FileLogStores implements LogStores, AutoCloseable {
  private static final String LOGS = "logs";

  private final FileLogSettings settings;
  private final DirectoryLock lock;
  private final Lives lives;
  private final ByteBuf scratch = Unpooled.buffer(64 << 10);
  private final SortedMap<PartitionId, FileLogStore> stores = new TreeMap<>();
  private List<PartitionId> held = List.of();
  private DiskSpace space;

  private FileLogStores(FileLogSettings settings, DirectoryLock lock, Lives lives) {
    this.settings = settings;
    this.lock = lock;
    this.lives = lives;
    space = new DiskSpace(settings.bytesMax());
  }

  /**
   * Waits for the lock.
   *
   * @throws io.maillon.recovery.log.LogStoreException when another process keeps it, or the
   *     directory can't be used
   */
  public static FileLogStores open(FileLogSettings settings) {
    DirectoryLock lock = DirectoryLock.acquire(settings.directory(), settings.lockTimeout());
    boolean opened = false;
    try {
      FileLogStores stores = new FileLogStores(settings, lock, Lives.read(settings.directory()));
      opened = true;
      return stores;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** Former lives whose logs are here. */
  public List<InstanceId> carries() {
    return lives.all();
  }

  /**
   * A new life takes over what is here: its name is recorded, and every log is read anew from the
   * files. Stores handed out before are dead.
   */
  public void begin(InstanceId self) {
    lives.add(self);
    stores.clear();
    space = new DiskSpace(settings.bytesMax());
    List<PartitionId> found = new ArrayList<>();
    for (Path stage : LogFiles.list(logs())) {
      for (Path index : LogFiles.list(stage)) {
        found.add(PartitionId.parse(stage.getFileName() + "/" + index.getFileName()));
      }
    }
    held = List.copyOf(found);
    held.forEach(this::open);
  }

  @Override
  public LogStore open(PartitionId partition) {
    return stores.computeIfAbsent(
        partition, p -> new FileLogStore(directory(p), settings, space, scratch));
  }

  @Override
  public List<PartitionId> held() {
    return held;
  }

  /** Disk space that the files take. */
  public long takenBytes() {
    return space.takenBytes();
  }

  /** Removes every log, when the pipeline is done and nobody will ask for them. */
  public void delete() {
    stores.clear();
    if (Files.isDirectory(logs())) {
      LogFiles.deleteTree(logs());
    }
    lives.delete();
  }

  /** Lets the next process in. The files stay as they are: there is nothing to flush. */
  @Override
  public void close() {
    stores.clear();
    lock.close();
  }

  private Path logs() {
    return settings.directory().resolve(LOGS);
  }

  private Path directory(PartitionId partition) {
    return logs().resolve(partition.stage()).resolve(Integer.toString(partition.index()));
  }
}
