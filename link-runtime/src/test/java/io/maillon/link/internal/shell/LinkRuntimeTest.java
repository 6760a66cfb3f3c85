package io.maillon.link.internal.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.MetricRegistry;
import io.maillon.link.LinkRuntime;
import io.maillon.link.LinkRuntimeBuilder;
import io.maillon.link.RuntimeEnd;
import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runtimes with real sockets, threads and files, under a small coordinator. */
@Timeout(60)
class LinkRuntimeTest {
  private static final int LINES = 20_000;

  @TempDir Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  /** Passes lines on; the test is told when the first ones are through. */
  public static final class PassOn implements StageFunction<String, String> {
    static volatile CountDownLatch seen = new CountDownLatch(0);

    @Override
    public Codec<String> inputCodec() {
      return Codecs.utf8();
    }

    @Override
    public Codec<String> outputCodec() {
      return Codecs.utf8();
    }

    @Override
    public void process(String line, StageContext<String> context) {
      seen.countDown();
      context.emit(line, line);
    }
  }

  /** Can't. */
  public static final class Refuse implements StageFunction<String, String> {
    @Override
    public Codec<String> inputCodec() {
      return Codecs.utf8();
    }

    @Override
    public Codec<String> outputCodec() {
      return Codecs.utf8();
    }

    @Override
    public void process(String line, StageContext<String> context) {
      throw new IllegalStateException("no line is good enough");
    }
  }

  private PipelineSpec pipeline(Class<?> function, int replication, LogKind log)
      throws IOException {
    Files.write(
        directory.resolve("in.txt"), IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
    return new PipelineSpec(
            "flights",
            List.of(
                stage("read", StageSpec.Kind.SOURCE, file("in.txt"), 1, replication, log),
                stage("work", StageSpec.Kind.FUNCTION, function.getName(), 3, replication, log),
                stage("write", StageSpec.Kind.SINK, file("out.txt"), 1, replication, log)),
            List.of(
                new LinkSpec("read", "work", Edge.BALANCED),
                new LinkSpec("work", "write", Edge.KEYED)),
            new Limits(16 << 10, 1 << 20, 4 << 10))
        .validated();
  }

  private String file(String name) {
    return "file:" + directory.resolve(name);
  }

  private static StageSpec stage(
      String name,
      StageSpec.Kind kind,
      String implementation,
      int partitions,
      int replication,
      LogKind log) {
    return new StageSpec(name, kind, implementation, partitions, 1, replication, log, Map.of());
  }

  private SmallCoordinator coordinator(PipelineSpec spec, int instances) throws Exception {
    SmallCoordinator coordinator = new SmallCoordinator(spec, instances);
    open.add(coordinator);
    return coordinator;
  }

  private LinkRuntimeBuilder builder(SmallCoordinator coordinator, String name) {
    return LinkRuntime.builder("flights", name, List.of(coordinator.address()));
  }

  private LinkRuntime start(LinkRuntimeBuilder builder) throws Exception {
    LinkRuntime runtime = builder.build();
    open.add(0, runtime);
    runtime.start();
    return runtime;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private void expectEveryLineOnce() throws IOException {
    List<String> expected = Files.readAllLines(directory.resolve("in.txt"));
    List<String> found = new ArrayList<>(Files.readAllLines(directory.resolve("out.txt")));
    assertEquals(expected.stream().sorted().toList(), found.stream().sorted().toList());
  }

  @Test
  void twoInstancesRunAPipelineToItsEnd() throws Exception {
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 1, LogKind.MEMORY), 2);
    MetricRegistry metrics = new MetricRegistry();
    LinkRuntime first = start(builder(coordinator, "n1").metrics(metrics).jmx(true));
    LinkRuntime second = start(builder(coordinator, "n2"));
    assertEquals(RuntimeEnd.Kind.DONE, first.awaitEnd().kind());
    assertEquals(RuntimeEnd.Kind.DONE, second.awaitEnd().kind());
    expectEveryLineOnce();
    assertTrue(metrics.getNames().isEmpty(), metrics.getNames().toString());
    first.close();
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.isAlive() && t.getName().startsWith("maillon-n"))
            .map(Thread::getName)
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void anInstanceThatIsGoneLosesNothingAndTheDismissedOneRejoins() throws Exception {
    PassOn.seen = new CountDownLatch(LINES / 4);
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 1, LogKind.MEMORY), 2);
    LinkRuntime first = start(builder(coordinator, "n1"));
    LinkRuntime second = start(builder(coordinator, "n2"));
    PassOn.seen.await();
    coordinator.declareDead(new InstanceId("n1", 1));
    assertEquals(RuntimeEnd.Kind.DONE, second.awaitEnd().kind());
    assertEquals(RuntimeEnd.Kind.DONE, first.awaitEnd().kind());
    expectEveryLineOnce();
  }

  @Test
  void aFileLogSurvivesTheProcess() throws Exception {
    PassOn.seen = new CountDownLatch(LINES / 4);
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 0, LogKind.FILE), 1);
    Path logs = directory.resolve("logs");
    LinkRuntime first = start(builder(coordinator, "n1").logDirectory(logs));
    PassOn.seen.await();
    first.close();
    assertEquals(RuntimeEnd.Kind.CLOSED, first.awaitEnd().kind());
    assertFalse(Files.exists(directory.resolve("out.txt")));
    LinkRuntime second = start(builder(coordinator, "n1").logDirectory(logs));
    assertEquals(RuntimeEnd.Kind.DONE, second.awaitEnd().kind());
    expectEveryLineOnce();
    assertTrue(coordinator.committed(new PartitionId("write", 0)) > 0);
  }

  @Test
  void dataFlowsOnWithoutACoordinator() throws Exception {
    PassOn.seen = new CountDownLatch(LINES);
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 1, LogKind.MEMORY), 2);
    LinkRuntime first = start(builder(coordinator, "n1"));
    start(builder(coordinator, "n2"));
    coordinator.allOwned().get();
    coordinator.freeze();
    PassOn.seen.await();
    coordinator.thaw();
    assertEquals(RuntimeEnd.Kind.DONE, first.awaitEnd().kind());
    expectEveryLineOnce();
  }

  @Test
  void aFunctionThatThrowsFailsThePipelineWithItsMessage() throws Exception {
    SmallCoordinator coordinator = coordinator(pipeline(Refuse.class, 0, LogKind.MEMORY), 1);
    RuntimeEnd end = start(builder(coordinator, "n1")).awaitEnd();
    assertEquals(RuntimeEnd.Kind.FAILED, end.kind());
    assertTrue(end.message().contains("no line is good enough"), end.message());
  }

  @Test
  void fileLogsWithoutADirectoryAreAFault() throws Exception {
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 0, LogKind.FILE), 1);
    RuntimeEnd end = start(builder(coordinator, "n1")).awaitEnd();
    assertEquals(RuntimeEnd.Kind.FAULT, end.kind());
    assertTrue(end.message().contains("expected a log directory"), end.message());
  }

  @Test
  void aPortInUseIsOneClearError() throws Exception {
    SmallCoordinator coordinator = coordinator(pipeline(PassOn.class, 0, LogKind.MEMORY), 1);
    try (ServerSocket taken = new ServerSocket(0)) {
      LinkRuntime runtime =
          builder(coordinator, "n1").bind("127.0.0.1", taken.getLocalPort()).build();
      IOException refused = assertThrows(IOException.class, runtime::start);
      assertTrue(
          refused.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), refused.getMessage());
      runtime.close();
    }
  }

  @Test
  void wrongSettingsAreRefusedWithTheirNames() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> LinkRuntime.builder("flights", "n 1", List.of()).build());
    assertTrue(refused.getMessage().startsWith("instance: 'n 1'"), refused.getMessage());
  }
}
