package io.maillon.chaos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.Claim;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunReportTest {
  @TempDir private Path directory;

  private PipelineResult write(List<PipelineEvent> events) throws IOException {
    Path history = SampleRun.written(directory.resolve("history.ndjson.gz"), events);
    RunReport report = RunReport.of(history);
    report.write(directory);
    return report.result();
  }

  private String page() throws IOException {
    return Files.readString(directory.resolve(RunReport.PAGE));
  }

  /** The page is XML too, so a parser tells whether all is closed and escaped. */
  private Document document() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page())));
  }

  private static List<String> texts(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static void contains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "'" + part + "' is not in\n" + text);
    }
  }

  @Test
  void tellsTheFacts() throws Exception {
    assertEquals(Verdict.VALID, write(SampleRun.storm(60, 40)).verdict());
    Document document = document();
    String text = document.getElementsByTagName("body").item(0).getTextContent();
    contains(text, "kill-storm", "✓ VALID", "5551201", "processes", "ledger", "DONE");
    contains(text, "21 November 2025, 16:00:00 UTC", "60.7 s");
    contains(text, "Throughput", "Latency", "From failure to first output", "ratePerSecond4000");
    List<String> headers = texts(document, "th");
    for (Phase phase : Phase.values()) {
      assertTrue(headers.contains(phase.text()), phase::text);
    }
    assertTrue(headers.containsAll(List.of("kill", "freeze", "cut")), headers::toString);
    for (Claim claim : Claim.values()) {
      contains(text, claim.text());
    }
    assertTrue(
        texts(document, "title").stream()
            .anyMatch(t -> t.contains("kill w") && t.contains(" exited with 137")),
        "marks tell what they are");
  }

  @Test
  void needsNothingFromOutside() throws Exception {
    write(SampleRun.storm(60, 14));
    String page = page().replace("http://www.w3.org/2000/svg", "");
    for (String link :
        List.of("http:", "https:", "//", "<script", "<link", "<img", "@import", "url(")) {
      assertFalse(page.contains(link), link);
    }
    String style = texts(document(), "style").get(0);
    for (String mark : List.of("\"", "<", ">", "&")) {
      assertFalse(style.contains(mark), () -> "HTML would not unescape " + mark + " in a style");
    }
    contains(style, "prefers-color-scheme: dark");
  }

  @Test
  void showsWhatConvictsAndEscapesIt() throws Exception {
    assertEquals(Verdict.INVALID, write(SampleRun.bad()).verdict());
    contains(page(), "&lt;b&gt;/0 offset 7 was sent", "a &amp; \\&quot;b\\&quot;");
    String text = document().getElementsByTagName("body").item(0).getTextContent();
    contains(text, "✕ INVALID", "The history contradicts: loss, duplicate.");
    contains(text, "orders/0 offset 500 took effect twice");
    assertEquals(2, texts(document(), "pre").size());
    contains(texts(document(), "pre").get(1), "\"type\":\"effect\",\"sink\":\"write/0\"");
  }

  @Test
  void thousandsOfFaultsAreAPageThatABrowserCanShow() throws Exception {
    write(SampleRun.storm(3600, 4000));
    int length = page().length();
    assertTrue(length < 800_000, () -> "length " + length);
    contains(page(), "4,000", "and 1 more");
    document();
  }

  @Test
  void aRunInWhichNothingHappenedIsAPageToo() throws Exception {
    assertEquals(Verdict.UNKNOWN, write(SampleRun.empty()).verdict());
    String text = document().getElementsByTagName("body").item(0).getTextContent();
    contains(text, "? UNKNOWN", "No throughput was sampled.", "No partition had to move.");
    contains(text, "No fault was injected.", "nothing to check", "without an end");
  }

  @Test
  void writesTheResultForMachines() throws Exception {
    PipelineResult result = write(SampleRun.storm(60, 40));
    JsonNode json =
        new ObjectMapper().readTree(Files.readString(directory.resolve(RunReport.RESULT)));
    assertEquals("VALID", json.get("verdict").asText());
    assertEquals("kill-storm", json.get("suite").asText());
    assertEquals(5_551_201, json.get("seed").asLong());
    assertEquals("4000", json.at("/settings/ratePerSecond").asText());
    assertEquals(60_700, json.get("durationMs").asLong());
    assertEquals(500, json.at("/counts/sent").asLong());
    assertEquals(Claim.values().length, json.get("claims").size());
    assertEquals("loss", json.at("/claims/0/claim").asText());
    assertEquals(500, json.at("/claims/0/checked").asLong());
    assertTrue(json.at("/throughput/meanPerSecond").asDouble() > 2000);
    assertTrue(json.at("/latency/worstP99Ms").asDouble() > json.at("/latency/p50Ms").asDouble());
    assertEquals(result.counts().recoveries(), json.at("/recoveries/count").asLong());
    JsonNode phases = json.at("/recoveries/afterFailed");
    assertEquals(Phase.values().length, phases.size());
    assertEquals(result.counts().recoveries(), phases.at("/installed/count").asLong());
    assertEquals(result.counts().recoveries(), phases.at("/firstOutput/count").asLong());
    assertTrue(phases.at("/caughtUp/p50Ms").asLong() > phases.at("/suspected/p50Ms").asLong());
    JsonNode kills = json.at("/faults/kill");
    assertTrue(kills.get("count").asLong() >= kills.get("evidence").asLong());
    assertEquals(kills.get("evidence").asLong(), kills.at("/noticed/count").asLong());
    assertEquals(0, kills.at("/noticed/missed").asLong());
    assertEquals(0, kills.at("/noticed/idle").asLong());
  }

  @Test
  void whatElseWasCheckedCounts() throws Exception {
    Path history = SampleRun.written(directory.resolve("history"), SampleRun.storm(60, 40));
    RunReport report = RunReport.of(history);
    report.add(new FurtherCheck("registers are linearizable", Verdict.VALID, 7, ""));
    assertEquals(Verdict.VALID, report.verdict());
    report.add(new FurtherCheck("counters are", Verdict.INVALID, 9, "lines 3-4 <x>"));
    assertEquals(Verdict.INVALID, report.verdict());
    report.write(directory);
    String text = document().getElementsByTagName("body").item(0).getTextContent();
    contains(text, "✕ INVALID", "The history contradicts: counters are.", "lines 3-4 <x>");
    JsonNode json =
        new ObjectMapper().readTree(Files.readString(directory.resolve(RunReport.RESULT)));
    assertEquals("INVALID", json.get("verdict").asText());
    assertEquals("VALID", json.at("/further/0/verdict").asText());
    assertEquals(9, json.at("/further/1/checked").asLong());
  }

  @Test
  void aFileThatIsNoHistoryLeavesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("history"), "{\"type\":\"end\"}");
    assertThrows(HistoryException.class, () -> RunReport.of(file).write(directory));
    assertFalse(Files.exists(directory.resolve(RunReport.PAGE)));
    assertFalse(Files.exists(directory.resolve(RunReport.RESULT)));
  }
}
