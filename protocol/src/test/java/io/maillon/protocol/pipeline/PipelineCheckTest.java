package io.maillon.protocol.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One test per rule: each refusal names the place, the value and what was expected. */
class PipelineCheckTest {
  private static final String NAMES = "a letter, then up to 62 letters, digits, '_' or '-'";
  private final List<StageSpec> stages =
      new ArrayList<>(
          List.of(
              stage("read", StageSpec.Kind.SOURCE, 1),
              stage("parse", StageSpec.Kind.FUNCTION, 4),
              stage("write", StageSpec.Kind.SINK, 4)));
  private final List<LinkSpec> links =
      new ArrayList<>(
          List.of(
              new LinkSpec("read", "parse", Edge.BALANCED),
              new LinkSpec("parse", "write", Edge.FORWARD)));

  @Test
  void acceptsASoundOne() {
    PipelineSpec spec = new PipelineSpec("p", stages, links, Limits.DEFAULT);
    assertSame(spec, spec.validated());
  }

  @Test
  void names() {
    assertEquals("pipeline: '1p': expected " + NAMES, refusal("1p", Limits.DEFAULT));
    stages.set(1, stage("par/se", StageSpec.Kind.FUNCTION, 4));
    refuses("stages[1].name: 'par/se': expected " + NAMES);
    String longest = "x".repeat(63);
    stages.set(1, stage(longest, StageSpec.Kind.FUNCTION, 4));
    refuses("links[0].to: 'parse': expected the name of a stage");
    stages.set(1, stage(longest + "x", StageSpec.Kind.FUNCTION, 4));
    refuses("stages[1].name: '" + longest + "x': expected " + NAMES);
  }

  @Test
  void limits() {
    assertEquals(
        "limits.windowBytes: '4095': expected a whole number from 4096 to 1073741824",
        refusal("p", new Limits(4095, 4096, 1024)));
    assertEquals(
        "limits.inFlightBytes: '4095': expected a whole number from 4096 to 1073741824",
        refusal("p", new Limits(4096, 4095, 1024)));
    assertEquals(
        "limits.batchBytes: '8388609': expected a whole number from 1024 to 8388608",
        refusal("p", new Limits(4096, 4096, (8 << 20) + 1)));
  }

  @Test
  void stagesAtAll() {
    stages.clear();
    links.clear();
    refuses("stages: '': expected at least one stage");
  }

  @Test
  void stageNamesAreUnique() {
    stages.set(2, stage("parse", StageSpec.Kind.SINK, 4));
    refuses("stages[2].name: 'parse': expected a name that no other stage has");
  }

  @Test
  void eachSinkHasAFileOfItsOwn() {
    StageSpec write = stages.get(2);
    for (int i = 2; i < 4; i++) {
      StageSpec sink =
          new StageSpec(
              "write" + i,
              write.kind(),
              "file:out.csv",
              write.partitions(),
              write.instances(),
              write.replication(),
              write.log(),
              write.options());
      if (i == 2) {
        stages.set(2, sink);
        links.set(1, new LinkSpec("parse", "write2", Edge.FORWARD));
      } else {
        stages.add(sink);
        links.add(new LinkSpec("parse", "write3", Edge.FORWARD));
      }
    }
    refuses("stages[3].sink: 'file:out.csv': expected a file that no other sink writes");
  }

  @Test
  void numbersOfAStage() {
    replace(new StageSpec("parse", StageSpec.Kind.FUNCTION, " ", 4, 1, 1, LogKind.MEMORY, none()));
    refuses("stages[1]: 'parse': expected one of source, function or sink with a value");
    replace(stage("parse", StageSpec.Kind.FUNCTION, 4097));
    refuses("stages[1].partitions: '4097': expected a whole number from 1 to 4096");
    replace(new StageSpec("parse", StageSpec.Kind.FUNCTION, "F", 4, 5, 1, LogKind.MEMORY, none()));
    refuses("stages[1].instances: '5': expected a whole number from 1 to 4");
    replace(new StageSpec("parse", StageSpec.Kind.FUNCTION, "F", 4, 1, 8, LogKind.MEMORY, none()));
    refuses("stages[1].replication: '8': expected a whole number from 0 to 7");
  }

  @Test
  void linksNameStages() {
    links.set(0, new LinkSpec("raed", "parse", Edge.KEYED));
    refuses("links[0].from: 'raed': expected the name of a stage");
  }

  @Test
  void oneLinkBetweenTwoStages() {
    links.add(new LinkSpec("read", "parse", Edge.KEYED));
    refuses("links[2]: 'read -> parse': expected one link between two stages");
  }

  @Test
  void forwardNeedsEquallyMany() {
    links.set(0, new LinkSpec("read", "parse", Edge.FORWARD));
    refuses(
        "links[0].edge: 'forward': expected equally many partitions on both sides,"
            + " found 1 and 4");
  }

  @Test
  void everyStageIsConnected() {
    links.remove(1);
    refuses("stages[2]: 'write': expected a link to the stage");
    links.clear();
    refuses("stages[0]: 'read': expected a link from the source");
  }

  @Test
  void nothingFlowsIntoASourceOrOutOfASink() {
    links.add(new LinkSpec("parse", "read", Edge.KEYED));
    refuses("stages[0]: 'read': expected no link to a source");
    links.set(2, new LinkSpec("write", "parse", Edge.KEYED));
    refuses("stages[2]: 'write': expected no link from a sink");
  }

  @Test
  void noCycle() {
    stages.add(stage("again", StageSpec.Kind.FUNCTION, 4));
    links.add(new LinkSpec("parse", "again", Edge.KEYED));
    links.add(new LinkSpec("again", "parse", Edge.KEYED));
    refuses("links: 'parse -> again -> parse': expected no cycle among the stages");
  }

  @Test
  void upstreamsAndTargetsFollowTheEdges() {
    PipelineSpec spec = new PipelineSpec("p", stages, links, Limits.DEFAULT);
    assertEquals(9, spec.partitions().size());
    assertEquals(List.of(id("read", 0)), spec.upstreams(id("parse", 2)));
    assertEquals(4, spec.targets(id("read", 0)).size());
    assertEquals(List.of(id("write", 2)), spec.targets(id("parse", 2)));
    assertEquals(List.of(), spec.targets(id("write", 2)));
  }

  private void replace(StageSpec parse) {
    stages.set(1, parse);
  }

  private void refuses(String message) {
    assertEquals(message, refusal("p", Limits.DEFAULT));
  }

  private String refusal(String name, Limits limits) {
    PipelineSpec spec = new PipelineSpec(name, stages, links, limits);
    return assertThrows(InvalidPipelineException.class, spec::validated).getMessage();
  }

  private static java.util.Map<String, String> none() {
    return Collections.emptyMap();
  }

  private static PartitionId id(String stage, int index) {
    return new PartitionId(stage, index);
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, int partitions) {
    return new StageSpec(name, kind, "X", partitions, 1, 1, LogKind.MEMORY, none());
  }
}
