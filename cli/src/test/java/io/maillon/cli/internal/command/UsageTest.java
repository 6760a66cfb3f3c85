package io.maillon.cli.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.status.SampleStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private CommandFailure failure;

  /** A cluster that keeps what it was asked. */
  private final class FakeCluster implements Cluster {
    private String take(String request) {
      asked.add(request);
      if (failure != null) {
        throw failure;
      }
      return "did " + request;
    }

    @Override
    public String apply(PipelineSpec spec) {
      return take("apply " + spec.name());
    }

    @Override
    public StatusDocument status(String pipeline) {
      take("status " + pipeline);
      return StatusDocument.parse(true, SampleStatus.JSON);
    }

    @Override
    public String stop(String pipeline) {
      return take("stop " + pipeline);
    }

    @Override
    public String resume(String pipeline) {
      return take("resume " + pipeline);
    }

    @Override
    public String evict(String pipeline, InstanceId instance, boolean force) {
      return take("evict " + pipeline + " " + instance + (force ? " by force" : ""));
    }

    @Override
    public Optional<String> value(String name, ValueAccess access) {
      return Optional.of(take("value " + name + " " + access));
    }

    @Override
    public void close() {}
  }

  private int execute(String... args) {
    return MaillonCommand.line(
            new PrintWriter(out), new PrintWriter(err), (addresses, patience) -> new FakeCluster())
        .execute(args);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "|maillon: '': expected one of the commands %COMMANDS% (see 'maillon --help')",
        "statsu|maillon: 'statsu': expected one of the commands %COMMANDS%; did you mean 'status'? (see 'maillon --help')",
        "demo --kils 3|maillon demo: '--kils': expected one of the options --help, --instance-jvm, --keep, --kills, --pipeline, --rate, --seed, --version; did you mean '--kills'? (see 'maillon demo --help')",
        "demo --kills many|maillon demo: --kills: 'many': expected a whole number (see 'maillon demo --help')",
        "demo --kills=-1|maillon demo: --kills: '-1': expected a number from 0 to 1000 (see 'maillon demo --help')",
        "demo --kills|maillon demo: --kills N: expected a value after it (see 'maillon demo --help')",
        "demo --rate 0|maillon demo: --rate: '0': expected a number from 1 (see 'maillon demo --help')",
        "demo --pipeline x|maillon demo: --pipeline: 'x': expected one of flights, flights-file, receipts (see 'maillon demo --help')",
        "apply|maillon apply: PIPELINE.yaml: expected, it is missing (see 'maillon apply --help')",
        "apply a b|maillon apply: 'b': expected no further argument (see 'maillon apply --help')",
        "stop|maillon stop: PIPELINE: expected, it is missing (see 'maillon stop --help')",
        "stop x -c here|maillon stop: --coordinators: address 'here': expected HOST:PORT, such as 127.0.0.1:7000 (see 'maillon stop --help')",
        "chaos|maillon chaos: '': expected one of the commands run, check (see 'maillon chaos --help')",
        "chaos chek x|maillon chaos: 'chek': expected one of the commands run, check; did you mean 'check'? (see 'maillon chaos --help')",
        "value lock --expect x|maillon value: --expect, --expect-none: expected with --set or --clear (see 'maillon value --help')",
        "value lock --add 1 --expect-none|maillon value: --expect, --expect-none: expected with --set or --clear (see 'maillon value --help')",
        "evict flights n1|maillon evict: instance 'n1': expected NAME#INCARNATION, such as n4#2 (see 'maillon evict --help')",
        "chaos check x|maillon chaos check: 'x': expected a readable history, found java.nio.file.NoSuchFileException: x",
        "chaos check x --model y|maillon chaos check: model 'y': expected one of register, cas-register, mutex, counter, key-value (see 'maillon chaos check --help')",
        "chaos check x --model mutex --initial 7|maillon chaos check: initial value '7' of a mutex: expected free or held (see 'maillon chaos check --help')",
        "chaos check x --model mutex --budget 0|maillon chaos check: --budget: '0': expected a number from 1 (see 'maillon chaos check --help')",
        "explain delays|maillon explain: PARTITION: partition 'delays': expected STAGE/INDEX, such as delays/3 (see 'maillon explain --help')",
      })
  void saysInOneLineWhatWasExpected(String arguments, String message) {
    String[] args = arguments == null ? new String[0] : arguments.split(" ");
    assertEquals(2, execute(args));
    String commands =
        "demo, run, coordinator, instance, apply, status, explain, stop, resume, evict, value, chaos, help";
    assertEquals(message.replace("%COMMANDS%", commands) + "\n", err.toString());
    assertEquals(List.of(), asked);
  }

  @Test
  void valuesAreReadAndChanged() {
    assertEquals(0, execute("value", "lock"));
    assertEquals(0, execute("value", "lock", "--set", "me", "--expect-none"));
    assertEquals(0, execute("value", "lock", "--clear", "--expect", "me"));
    assertEquals(0, execute("value", "lock", "--set", "you"));
    assertEquals(0, execute("value", "token", "--add", "-2"));
    assertEquals(
        List.of(
            "value lock " + new ValueAccess.Read(),
            "value lock " + new ValueAccess.CompareAndSet(Optional.empty(), Optional.of("me")),
            "value lock " + new ValueAccess.CompareAndSet(Optional.of("me"), Optional.empty()),
            "value lock " + new ValueAccess.Write(Optional.of("you")),
            "value token " + new ValueAccess.Add(-2)),
        asked);
    assertTrue(out.toString().startsWith("did value lock Read[]\n"), out::toString);
  }

  @Test
  void asksTheCluster() {
    assertEquals(0, execute("stop", "flights", "--coordinators", "h:1,h:2"));
    assertEquals(0, execute("resume", "flights"));
    assertEquals(0, execute("evict", "flights", "n1#2"));
    assertEquals(0, execute("evict", "flights", "n1#2", "--force"));
    assertEquals(
        List.of(
            "stop flights", "resume flights", "evict flights n1#2", "evict flights n1#2 by force"),
        asked);
    assertTrue(out.toString().startsWith("did stop flights\ndid resume flights\n"));
  }

  @Test
  void passesTheJsonOn() {
    assertEquals(0, execute("status", "--json"));
    assertEquals(SampleStatus.JSON + "\n", out.toString());
  }

  @Test
  void passesAFailureOnAsItsStatus() {
    failure = new CommandFailure(4, "no leader among [h:1]");
    assertEquals(4, execute("status"));
    assertEquals("maillon status: no leader among [h:1]\n", err.toString());
  }

  @Test
  void explainsAPartition() {
    assertEquals(0, execute("explain", "read/0"));
    assertTrue(out.toString().startsWith("read/0 is owned by n1#1"), out.toString());
    assertEquals(2, execute("explain", "read/1"));
    assertEquals(
        "maillon explain: 'read/1': expected one of the partitions delays/0..0, read/0..0,"
            + " write/0..0\n",
        err.toString());
  }

  @Test
  void refusesABadPipelineBeforeAskingAnybody(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("p.yaml"), "pipeline: p\nstages: 7\n");
    assertEquals(2, execute("apply", file.toString()));
    assertEquals("maillon apply: " + file + ":2:9: stages: '7': expected a list\n", err.toString());
    assertEquals(List.of(), asked);
  }

  @Test
  void helpsOnEveryCommand() {
    for (String command :
        MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), null)
            .getSubcommands()
            .keySet()) {
      assertEquals(0, execute("help", command), command);
    }
    assertEquals("", err.toString());
  }
}
