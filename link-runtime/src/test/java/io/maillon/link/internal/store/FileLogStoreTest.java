package io.maillon.link.internal.store;

import static io.maillon.link.internal.store.LogSamples.TARGET;
import static io.maillon.link.internal.store.LogSamples.commit;
import static io.maillon.link.internal.store.LogSamples.image;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.log.StoredLog;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogStoreTest {
  @TempDir Path directory;

  private DiskSpace space;

  /** Never closes the store before: every process that is opened here found an unclean end. */
  private FileLogStore open() {
    return open(Long.MAX_VALUE);
  }

  private FileLogStore open(long bytesMax) {
    space = new DiskSpace(bytesMax);
    return new FileLogStore(
        directory.resolve("log"), LogSamples.settings(directory), space, Unpooled.buffer());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("log"))) {
      return files.sorted().toList();
    }
  }

  private static List<Long> indexes(StoredLog log) {
    return log.commits().stream().map(c -> c.index()).toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void holdsNothingBeforeTheFirstWrite() {
    assertEquals(StoredLog.EMPTY, open().load());
    assertFalse(Files.exists(directory.resolve("log")));
  }

  @Test
  void aPromiseAloneIsNoLogButIsKept() {
    open().promise(7);
    StoredLog log = open().load();
    assertFalse(log.exists());
    assertEquals(7, log.promisedEpoch());
  }

  @Test
  void findsEverythingAgainAfterAnUncleanEnd() {
    FileLogStore store = open();
    store.replace(4, image(3, 0, "old"));
    store.append(List.of(commit(4, 1, 10), commit(4, 2, 0)));
    store.promise(6);
    store.acknowledge(List.of(new ChannelMark(TARGET, 2, 1)));
    store.acknowledge(List.of(new ChannelMark(TARGET, 2, 2)));
    StoredLog log = open().load();
    assertEquals(store.load(), log);
    assertEquals(
        new StoredLog(
            true,
            6,
            image(3, 0, "old"),
            List.of(commit(4, 1, 10), commit(4, 2, 0)),
            List.of(new ChannelMark(TARGET, 2, 2))),
        log);
  }

  @Test
  void goesOnInFurtherSegmentsAndFindsThemAgain() throws IOException {
    FileLogStore store = open();
    for (long i = 1; i <= 20; i++) {
      store.append(List.of(commit(1, i, 1000)));
    }
    assertTrue(files().size() > 2, files().toString());
    assertEquals(upTo(20), indexes(open().load()));
    FileLogStore next = open();
    next.append(List.of(commit(2, 21, 1000)));
    assertEquals(upTo(21), indexes(open().load()));
  }

  @Test
  void aBatchLargerThanAnySegmentGetsOneOfItsOwn() {
    FileLogStore store = open();
    store.append(List.of(commit(1, 1, 100_000), commit(1, 2, 5)));
    assertEquals(List.of(commit(1, 1, 100_000), commit(1, 2, 5)), open().load().commits());
  }

  @Test
  void aTornTailIsCutOffAndNeverComesBack() throws IOException {
    FileLogStore store = open();
    store.replace(1, List.of());
    List<Integer> ends = new ArrayList<>();
    for (long i = 1; i <= 3; i++) {
      store.append(List.of(commit(1, i, 100)));
      ends.add(open().load().commits().size());
    }
    assertEquals(List.of(1, 2, 3), ends);
    // Destroys one byte of the second commit; the third is sound, but follows on nothing.
    try (RandomAccessFile file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
      byte[] content = new byte[(int) file.length()];
      file.readFully(content);
      int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("value 2");
      file.seek(at);
      file.write('X');
    }
    FileLogStore reopened = open();
    assertEquals(List.of(1L), indexes(reopened.load()));
    // Of the same length as what it replaces, so that a remainder would stand right behind it.
    reopened.append(List.of(commit(2, 2, 100)));
    assertEquals(List.of(commit(1, 1, 100), commit(2, 2, 100)), open().load().commits());
  }

  @Test
  void aSegmentBehindAHoleIsDropped() throws IOException {
    FileLogStore store = open();
    for (long i = 1; i <= 20; i++) {
      store.append(List.of(commit(1, i, 1000)));
    }
    Path first = files().get(0);
    try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
      file.seek(SegmentHeader.BYTES + 20);
      file.write(0x55);
    }
    assertEquals(List.of(), indexes(open().load()));
    assertEquals(List.of(first), files());
  }

  @Test
  void anImageTakesThePlaceOfAllBefore() throws IOException {
    FileLogStore store = open();
    for (long i = 1; i <= 20; i++) {
      store.append(List.of(commit(1, i, 1000)));
    }
    store.replace(9, image(8, 20, "new"));
    assertEquals(1, files().size());
    StoredLog log = open().load();
    assertEquals(new StoredLog(true, 9, image(8, 20, "new"), List.of(), List.of()), log);
    assertEquals(Files.size(files().get(0)), space.takenBytes());
  }

  @Test
  void anUnfinishedImageLeavesTheFormerLog() throws IOException {
    FileLogStore store = open();
    store.append(List.of(commit(1, 1, 10)));
    Files.write(directory.resolve("log/000000000002-000000.log.new"), new byte[500]);
    Files.write(directory.resolve("log/000000000001-000001.log"), new byte[500]);
    assertEquals(List.of(1L), indexes(open().load()));
    assertEquals(1, files().size());
  }

  @Test
  void isLongAtFourTimesItsImageAndMore() throws IOException {
    FileLogStore store = open();
    long last = 0;
    while (!store.isLong()) {
      store.append(List.of(commit(1, ++last, 1000)));
    }
    assertTrue(last >= 60 && last <= 66, "long after " + last + " kB");
    List<ImageChunk> image = PartitionLog.of(store.load()).chunks();
    store.replace(1, image);
    assertFalse(store.isLong());
    long imageAt = last;
    while (!store.isLong()) {
      store.append(List.of(commit(1, ++last, 1000)));
    }
    assertTrue(last - imageAt > 2.5 * imageAt, (last - imageAt) + " kB behind " + imageAt);
    StoredLog log = open().load();
    assertEquals(imageAt, log.image().get(0).header().index());
    assertEquals(LongStream.rangeClosed(imageAt + 1, last).boxed().toList(), indexes(log));
  }

  @Test
  void isLongWithManySmallCommitsTooAndAfterARestart() {
    FileLogStore store = open();
    for (long i = 1; i <= 400; i++) {
      store.append(List.of(commit(1, i, 1)));
      store.acknowledge(List.of());
      if (i % 50 == 0) {
        store = open();
        var unused = store.load();
      }
      assertEquals(i >= 300, store.isLong(), "after " + i);
    }
  }

  @Test
  void isNotLongWithoutRoomForAnotherImage() {
    FileLogStore store = open();
    for (long i = 1; i <= 400; i++) {
      store.append(List.of(commit(1, i, 1)));
    }
    assertTrue(store.isLong());
    long taken = space.takenBytes();
    store = open(taken + (4 << 10) - 1);
    var unused = store.load();
    assertEquals(taken, space.takenBytes());
    assertFalse(store.isLong());
  }

  @Test
  void aFullDiskIsOneClearErrorAndChangesNothing() {
    FileLogStore store = open(12_000);
    store.append(List.of(commit(1, 1, 1000)));
    StoredLog before = store.load();
    LogStoreException full =
        assertThrows(
            LogStoreException.class,
            () -> store.append(List.of(commit(1, 2, 10), commit(1, 3, 20_000))));
    assertTrue(full.getMessage().contains("000000000001-000001.log"), full.getMessage());
    assertTrue(full.getMessage().contains("of the 12000 bytes"), full.getMessage());
    assertThrows(LogStoreException.class, () -> store.replace(5, image(4, 9, "x".repeat(20_000))));
    assertEquals(before, store.load());
    assertEquals(before, open().load());
    store.append(List.of(commit(1, 2, 10)));
    assertEquals(upTo(2), indexes(open().load()));
  }

  @Test
  void discardForgetsTheLogAndThePromise() {
    FileLogStore store = open();
    store.promise(3);
    store.append(List.of(commit(3, 1, 10)));
    store.discard();
    assertEquals(StoredLog.EMPTY, store.load());
    assertEquals(StoredLog.EMPTY, open().load());
    assertEquals(0, space.takenBytes());
    store.append(List.of(commit(4, 1, 10)));
    assertEquals(upTo(1), indexes(open().load()));
  }
}
