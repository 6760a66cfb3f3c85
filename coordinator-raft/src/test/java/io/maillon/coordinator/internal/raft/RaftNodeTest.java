package io.maillon.coordinator.internal.raft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.CoordinatorStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(40)
class RaftNodeTest {
  @TempDir Path directory;

  @Test
  void followerThatLostItsDiskCatchesUpFromSnapshot() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 3).startAll()) {
      for (int i = 1; i <= 300; i++) {
        assertEquals(Integer.toString(i), cluster.write("w" + i));
      }
      String leader = cluster.leader();
      String lost =
          cluster.nodes.keySet().stream().filter(n -> !n.equals(leader)).findFirst().get();
      cluster.stop(lost);
      deleteTree(cluster.storage(lost));
      cluster.start(lost);
      cluster.writeUntilCaughtUp(lost);
      assertTrue(
          hasSnapshot(cluster.storage(lost)), "the log was cut, so a snapshot must have come");
    }
  }

  @Test
  void stateOutlivesARestartOfEverybody() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 3).startAll()) {
      for (int i = 1; i <= 120; i++) {
        cluster.write("w" + i);
      }
      cluster.stopAll();
      cluster.startAll();
      assertEquals("121", cluster.write("after"));
    }
  }

  @Test
  void anotherNodeLeadsAfterTheLeaderStops() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 3).startAll()) {
      cluster.write("one");
      cluster.stop(cluster.leader());
      long beginNs = System.nanoTime();
      assertEquals("2", cluster.write("two"));
      assertTrue(System.nanoTime() - beginNs < TimeUnit.SECONDS.toNanos(5));
    }
  }

  @Test
  void refusesCommandsThatMustNotEnterTheLog() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll()) {
      cluster.write("one");
      RaftNode node = cluster.nodes.get("c1");
      CompletionException bad =
          assertThrows(CompletionException.class, () -> node.submit("bad".getBytes(UTF_8)).join());
      assertTrue(bad.getMessage().contains("bad word"), bad.getMessage());
      CompletionException big =
          assertThrows(
              CompletionException.class,
              () -> node.submit(new byte[CommandSize.BYTES_MAX + 1]).join());
      assertTrue(big.getMessage().contains("expected at most 524288"), big.getMessage());
      assertEquals("2", cluster.write("two"));
    }
  }

  @Test
  void haltsOnAnEntryThatCannotBeApplied() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll()) {
      cluster.leader();
      CompletableFuture<byte[]> reply = cluster.nodes.get("c1").submit("poison".getBytes(UTF_8));
      assertTrue(cluster.await("halt").what().contains("log entry"));
      assertTrue(!reply.isDone() || reply.isCompletedExceptionally());
    }
  }

  @Test
  void aPortInUseIsOneClearMessage() throws IOException {
    RaftCluster cluster = new RaftCluster(directory, 1);
    int port = cluster.peers.get(0).raftPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      CoordinatorStartException e =
          assertThrows(CoordinatorStartException.class, () -> cluster.start("c1"));
      assertTrue(e.getMessage().startsWith("Raft port 127.0.0.1:" + port), e.getMessage());
      assertTrue(taken.isBound());
    }
  }

  @Test
  void refusesStorageThatLostItsLogOrBelongsToAnother() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll()) {
      cluster.write("one");
      cluster.stop("c1");
      deleteTree(cluster.storage("c1").resolve("raft"));
      CoordinatorStartException gone =
          assertThrows(CoordinatorStartException.class, () -> cluster.start("c1"));
      assertTrue(gone.getMessage().contains("which is gone"), gone.getMessage());
      Files.writeString(
          cluster.storage("c1").resolve("coordinator-id"), "maillon-coordinator 1 c9");
      CoordinatorStartException other =
          assertThrows(CoordinatorStartException.class, () -> cluster.start("c1"));
      assertTrue(other.getMessage().contains("belongs to"), other.getMessage());
    }
  }

  @Test
  void refusesStorageInUseByAnotherNode() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll();
        RaftCluster second = new RaftCluster(directory, 1)) {
      cluster.write("one");
      CoordinatorStartException e =
          assertThrows(CoordinatorStartException.class, () -> second.start("c1"));
      assertTrue(e.getMessage().startsWith("storage " + directory), e.getMessage());
    }
  }

  @Test
  void refusesASnapshotThatIsGoneWhileTheLogWasCut() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll()) {
      for (int i = 1; i <= 200; i++) {
        cluster.write("w" + i);
      }
      cluster.stop("c1");
      try (Stream<Path> files = Files.walk(cluster.storage("c1"))) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith("snapshot.")).toList()) {
          Files.delete(file);
        }
      }
      CoordinatorStartException e =
          assertThrows(CoordinatorStartException.class, () -> cluster.start("c1"));
      assertTrue(e.getMessage().contains("snapshot"), e.getMessage());
    }
  }

  private static boolean hasSnapshot(Path storage) throws IOException {
    try (Stream<Path> files = Files.walk(storage)) {
      return files.anyMatch(f -> f.getFileName().toString().startsWith("snapshot."));
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
