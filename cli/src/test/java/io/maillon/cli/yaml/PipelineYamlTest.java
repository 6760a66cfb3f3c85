package io.maillon.cli.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineYamlTest {
  private static final String GOOD =
      """
      pipeline: p
      stages:
        - {name: a, source: "file:in.csv"}
        - {name: b, function: org.F, partitions: 4}
        - {name: c, sink: "file:out"}
      links:
        - {from: a, to: b, edge: balanced}
        - {from: b, to: c, edge: keyed}
      """;

  @Test
  void readsEverySetting() {
    String text =
        """
        pipeline: flights
        replication: 2
        log: file
        limits: {windowBytes: 64KiB, inFlightBytes: 1MiB, batchBytes: 16384}
        stages:
          - name: read
            source: file:data/in.csv.gz
            options: {ratePerSecond: 1000, skip: yes, index: "file:index"}
            log: memory
          - {name: delays, function: org.F, partitions: 16, instances: 2, replication: 0}
          - {name: write, sink: org.Sink}
        links:
          - {from: read, to: delays, edge: keyed}
          - {from: delays, to: write, edge: broadcast}
        """;
    PipelineSpec spec = PipelineYaml.parse("f.yaml", Path.of("/here"), text);
    StageSpec read =
        new StageSpec(
            "read",
            StageSpec.Kind.SOURCE,
            "file:/here/data/in.csv.gz",
            1,
            1,
            2,
            LogKind.MEMORY,
            Map.of("ratePerSecond", "1000", "skip", "yes", "index", "file:/here/index"));
    StageSpec delays =
        new StageSpec("delays", StageSpec.Kind.FUNCTION, "org.F", 16, 2, 0, LogKind.FILE, Map.of());
    StageSpec write =
        new StageSpec("write", StageSpec.Kind.SINK, "org.Sink", 1, 1, 2, LogKind.FILE, Map.of());
    List<LinkSpec> links =
        List.of(
            new LinkSpec("read", "delays", Edge.KEYED),
            new LinkSpec("delays", "write", Edge.BROADCAST));
    assertEquals(
        new PipelineSpec(
            "flights",
            List.of(read, delays, write),
            links,
            new Limits(64 << 10, 1 << 20, 16 << 10)),
        spec);
  }

  @Test
  void replicatesOnceInMemoryUnlessTold() {
    PipelineSpec spec = PipelineYaml.parse("p.yaml", Path.of("/here"), GOOD);
    assertEquals(1, spec.stage("b").replication());
    assertEquals(LogKind.MEMORY, spec.stage("b").log());
    assertEquals(Limits.DEFAULT, spec.limits());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void tellsPlaceValueAndExpectation(String replaced, String by, String message) {
    assertEquals(GOOD, GOOD.replace("\r", ""));
    String text = GOOD.replace(replaced, by);
    Exception e =
        assertThrows(
            PipelineFileException.class,
            () -> PipelineYaml.parse("p.yaml", Path.of("/here"), text));
    assertEquals(message, e.getMessage());
  }

  private static Arguments bad(String replaced, String by, String message) {
    return Arguments.of(replaced, by, message);
  }

  static List<Arguments> mistakes() {
    return List.of(
        bad(GOOD, "", "p.yaml: '': expected a pipeline, the file is empty"),
        bad(GOOD, "- a", "p.yaml:1:1: '[...]': expected a mapping of keys to values"),
        bad(
            "c, sink",
            "c, sink: x: y",
            "p.yaml:5:22: '- {name: c, sink: x: y: \"file:out\"}': expected valid YAML: expected ',' or '}', but got :"),
        bad(
            "pipeline: p",
            "pipeline: p\npipeline: q",
            "p.yaml:2:1: 'pipeline': expected each key at most once"),
        bad("pipeline: p", "", "p.yaml:2:1: 'pipeline': expected this key, it is missing"),
        bad("pipeline: p", "pipeline:", "p.yaml:1:10: pipeline: '': expected a text"),
        bad("pipeline: p", "pipeline: [p]", "p.yaml:1:11: pipeline: '[...]': expected a text"),
        bad(
            "pipeline: p",
            "pipeline: 7up",
            "p.yaml:1:11: pipeline: '7up': expected a letter, then up to 62 letters, digits, '_' or '-'"),
        bad(
            "stages:",
            "stage:",
            "p.yaml:2:1: 'stage': expected one of the keys pipeline, replication, log, limits, stages, links; did you mean 'stages'?"),
        bad(
            "pipeline: p",
            "pipeline: p\ncolour: red",
            "p.yaml:2:1: 'colour': expected one of the keys pipeline, replication, log, limits, stages, links"),
        bad(
            "partitions: 4",
            "partitons: 4",
            "p.yaml:4:32: stages[1]: 'partitons': expected one of the keys name, source, function, sink, partitions, instances, replication, log, options; did you mean 'partitions'?"),
        bad(
            "partitions: 4",
            "partitions: four",
            "p.yaml:4:44: stages[1].partitions: 'four': expected a whole number"),
        bad(
            "partitions: 4",
            "partitions: 4.5",
            "p.yaml:4:44: stages[1].partitions: '4.5': expected a whole number"),
        bad(
            "partitions: 4",
            "partitions: {}",
            "p.yaml:4:44: stages[1].partitions: '{...}': expected a whole number"),
        bad(
            "partitions: 4",
            "partitions: 0",
            "p.yaml:4:44: stages[1].partitions: '0': expected a whole number from 1 to 4096"),
        bad(
            "partitions: 4",
            "partitions: 99999999999",
            "p.yaml:4:44: stages[1].partitions: '99999999999': expected a whole number"),
        bad(
            "partitions: 4",
            "partitions: 4, instances: 5",
            "p.yaml:4:58: stages[1].instances: '5': expected a whole number from 1 to 4"),
        bad(
            "partitions: 4",
            "replication: 8",
            "p.yaml:4:45: stages[1].replication: '8': expected a whole number from 0 to 7"),
        bad(
            "partitions: 4",
            "log: disk",
            "p.yaml:4:37: stages[1].log: 'disk': expected one of memory, file"),
        bad(
            "partitions: 4",
            "options: [x]",
            "p.yaml:4:41: stages[1].options: '[...]': expected a mapping of keys to values"),
        bad(
            "partitions: 4",
            "options: {x: [1]}",
            "p.yaml:4:45: stages[1].options.x: '[...]': expected a text"),
        bad(
            "function: org.F",
            "sink: x, function: org.F",
            "p.yaml:4:5: stages[1]: 'b': expected exactly one of source, function and sink, found 2"),
        bad(
            "function: org.F, ",
            "",
            "p.yaml:4:5: stages[1]: 'b': expected exactly one of source, function and sink, found 0"),
        bad(
            "function: org.F",
            "function: ''",
            "p.yaml:4:5: stages[1]: 'b': expected one of source, function or sink with a value"),
        bad(
            "edge: keyed",
            "edge: keyd",
            "p.yaml:8:28: links[1].edge: 'keyd': expected one of forward, keyed, balanced, broadcast; did you mean 'keyed'?"),
        bad(", edge: keyed", "", "p.yaml:8:5: links[1]: 'edge': expected this key, it is missing"),
        bad(
            "edge: keyed",
            "edge: forward",
            "p.yaml:8:28: links[1].edge: 'forward': expected equally many partitions on both sides, found 4 and 1"),
        bad(
            "name: b",
            "name: a",
            "p.yaml:4:12: stages[1].name: 'a': expected a name that no other stage has"),
        bad("from: b", "from: x", "p.yaml:8:12: links[1].from: 'x': expected the name of a stage"),
        bad(
            "{from: b, to: c",
            "{from: b, to: b",
            "p.yaml:5:5: stages[2]: 'c': expected a link to the stage"),
        bad(
            "links:",
            "links:\n  - {from: b, to: b, edge: keyed}",
            "p.yaml:7:3: links: 'b -> b': expected no cycle among the stages"),
        bad(
            "links:",
            "links:\n  - {from: a, to: b, edge: keyed}",
            "p.yaml:8:5: links[1]: 'a -> b': expected one link between two stages"),
        bad(
            "{from: b, to: c, edge: keyed}",
            "b",
            "p.yaml:8:5: links[1]: 'b': expected a mapping of keys to values"),
        bad(
            "pipeline: p",
            "pipeline: p\nlimits: {windowBytes: 64kb}",
            "p.yaml:2:23: limits.windowBytes: '64kb': expected a size in bytes below 2 GiB, such as 65536, 64KiB or 4MiB"),
        bad(
            "pipeline: p",
            "pipeline: p\nlimits: {windowBytes: 1KiB}",
            "p.yaml:2:23: limits.windowBytes: '1024': expected a whole number from 4096 to 1073741824"),
        bad(
            "pipeline: p",
            "pipeline: p\nlimits: {windowBytes: 2GiB}",
            "p.yaml:2:23: limits.windowBytes: '2GiB': expected a size in bytes below 2 GiB, such as 65536, 64KiB or 4MiB"),
        bad(
            "pipeline: p",
            "pipeline: p\nlimits: big",
            "p.yaml:2:9: limits: 'big': expected a mapping of keys to values"),
        bad(
            "pipeline: p",
            "pipeline: \tp\n\tx: y",
            "p.yaml:1:11: 'pipeline: \tp': expected valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
        bad(
            "pipeline: p",
            "pipeline: \"p",
            "p.yaml:3:24: '- {name: a, source: \"file:in.csv\"}': expected valid YAML: expected <block end>, but found '<scalar>'"),
        bad(
            "pipeline: p",
            "pipeline: *name",
            "p.yaml:1:11: 'pipeline: *name': expected valid YAML: found undefined alias name"),
        bad(
            "pipeline: p",
            "pipeline: p\u0001",
            "p.yaml:1:12: 'pipeline: p\u0001': expected valid YAML: found a control character"),
        bad(
            "pipeline: p",
            "pipeline: p\n---\nx: y",
            "p.yaml:2:1: '---': expected valid YAML: found another document"));
  }

  @Test
  void refusesFilesThatAreNone(@TempDir Path directory) throws Exception {
    Path missing = directory.resolve("missing.yaml");
    assertEquals(
        missing + ": no such file: expected a pipeline in YAML",
        assertThrows(PipelineFileException.class, () -> PipelineYaml.read(missing)).getMessage());
    Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertEquals(
        binary + ": not UTF-8 text: expected a pipeline in YAML",
        assertThrows(PipelineFileException.class, () -> PipelineYaml.read(binary)).getMessage());
    assertEquals(
        directory + ": can't be read: java.io.IOException: Is a directory",
        assertThrows(PipelineFileException.class, () -> PipelineYaml.read(directory)).getMessage());
  }
}
