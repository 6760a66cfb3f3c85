package io.maillon.link.internal.store;

import static io.maillon.link.internal.store.LogSamples.PARTITION;
import static io.maillon.link.internal.store.LogSamples.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.InstanceId;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogStoresTest {
  private static final InstanceId FIRST = new InstanceId("n4", 1);
  private static final InstanceId SECOND = new InstanceId("n4", 2);

  @TempDir Path directory;

  private FileLogStores open() {
    return FileLogStores.open(LogSamples.settings(directory));
  }

  @Test
  void theNextLifeCarriesTheLogsOfTheFormerOnes() {
    try (FileLogStores stores = open()) {
      assertEquals(List.of(), stores.carries());
      stores.begin(FIRST);
      assertEquals(List.of(), stores.held());
      stores.open(PARTITION).append(List.of(commit(1, 1, 10)));
      assertSame(stores.open(PARTITION), stores.open(PARTITION));
    }
    try (FileLogStores stores = open()) {
      assertEquals(List.of(FIRST), stores.carries());
      stores.begin(SECOND);
      assertEquals(List.of(PARTITION), stores.held());
      assertEquals(List.of(commit(1, 1, 10)), stores.open(PARTITION).load().commits());
      assertTrue(stores.takenBytes() > 0);
    }
    try (FileLogStores stores = open()) {
      assertEquals(List.of(FIRST, SECOND), stores.carries());
    }
  }

  @Test
  void aNewLifeInTheSameProcessReadsTheFilesAnew() {
    try (FileLogStores stores = open()) {
      stores.begin(FIRST);
      LogStore before = stores.open(PARTITION);
      before.append(List.of(commit(1, 1, 10)));
      before.promise(8);
      stores.begin(SECOND);
      assertEquals(before.load(), stores.open(PARTITION).load());
    }
  }

  @Test
  void deletesEverythingWhenThePipelineIsDone() {
    try (FileLogStores stores = open()) {
      stores.begin(FIRST);
      stores.open(PARTITION).append(List.of(commit(1, 1, 10)));
      stores.delete();
    }
    try (FileLogStores stores = open()) {
      assertEquals(List.of(), stores.carries());
      stores.begin(SECOND);
      assertEquals(List.of(), stores.held());
    }
  }

  @Test
  void refusesASecondUserInThisProcess() {
    try (FileLogStores stores = open()) {
      stores.begin(FIRST);
      LogStoreException refused = assertThrows(LogStoreException.class, this::open);
      assertTrue(refused.getMessage().contains("this process holds it"), refused.getMessage());
      assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
    }
    open().close();
  }

  @Test
  void waitsForAProcessThatHoldsTheLockAndTakesOverWhenItIsKilled() throws Exception {
    Process holder = holder();
    try {
      assertEquals('L', holder.getInputStream().read());
      LogStoreException refused = assertThrows(LogStoreException.class, this::open);
      assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
    } finally {
      holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    open().close();
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            directory.resolve("lock").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void aBrokenListOfLivesIsRefusedWithItsPlace() throws IOException {
    Files.writeString(directory.resolve("lives"), "n4#1\nwhat\n");
    LogStoreException refused = assertThrows(LogStoreException.class, this::open);
    assertTrue(refused.getMessage().contains("'what'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("lives"), refused.getMessage());
  }

  /** Another process: takes the lock, says so, and holds it until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[0]);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var unused = channel.lock();
      System.out.print("L");
      System.out.flush();
      System.in.read();
    }
  }
}
