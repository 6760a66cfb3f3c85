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
      for (int i = 1; i <= 200; i++) {
        assertEquals(Integer.toString(i), cluster.write("w" + i));
      }
      String leader = cluster.leader();
      String lost =
          cluster.nodes.keySet().stream().filter(n -> !n.equals(leader)).findFirst().get();
      cluster.stop(lost);
      deleteAll(cluster.storage(lost), "");
      cluster.start(lost);
      cluster.writeUntilCaughtUp(lost);
      assertTrue(
          cluster.states.get(lost).loadedSnapshots() > 0,
          "the log was cut, so a snapshot must have come from the leader");
    }
  }

  @Test
  void refusesCommandsThatMustNotEnterTheLogAndKeepsTheOthersOverARestart() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll()) {
      for (int i = 1; i <= 120; i++) {
        cluster.write("w" + i);
      }
      RaftNode node = cluster.nodes.get("c1");
      CompletionException bad =
          assertThrows(CompletionException.class, () -> node.submit("bad".getBytes(UTF_8)).join());
      assertTrue(bad.getMessage().contains("bad word"), bad.getMessage());
      CompletionException big =
          assertThrows(
              CompletionException.class,
              () -> node.submit(new byte[CommandSize.BYTES_MAX + 1]).join());
      assertTrue(big.getMessage().contains("expected at most 524288"), big.getMessage());
      cluster.stopAll();
      cluster.startAll();
      assertEquals("121", cluster.write("after"));
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
  void refusesStorageThatIsNotWholeOrNotItsOwn() throws Exception {
    try (RaftCluster cluster = new RaftCluster(directory, 1).startAll();
        RaftCluster second = new RaftCluster(directory, 1)) {
      for (int i = 1; i <= 200; i++) {
        cluster.write("w" + i);
      }
      refused(second, "storage " + cluster.storage("c1") + ": Raft cannot start from it");
      cluster.stopAll();

      deleteAll(cluster.storage("c1"), "snapshot.");
      refused(cluster, "the newest snapshot ends at index -1 and the log begins at");
      deleteAll(cluster.storage("c1").resolve("raft"), "");
      refused(cluster, "which is gone");
      Files.writeString(
          cluster.storage("c1").resolve("coordinator-id"), "maillon-coordinator 1 c9");
      refused(cluster, "belongs to 'maillon-coordinator 1 c9'");
    }
  }

  private static void refused(RaftCluster cluster, String why) {
    CoordinatorStartException e =
        assertThrows(CoordinatorStartException.class, () -> cluster.start("c1"));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  /** Deletes the files below a directory whose names begin so; everything, if empty. */
  private static void deleteAll(Path tree, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (file.getFileName().toString().startsWith(prefix)) {
          Files.delete(file);
        }
      }
    }
  }
}
