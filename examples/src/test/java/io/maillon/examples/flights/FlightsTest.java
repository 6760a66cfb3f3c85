package io.maillon.examples.flights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.examples.RecordingContext;
import io.maillon.protocol.PartitionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightsTest {
  private static final Path INPUT = Path.of("flights/flights-200k.csv.gz");

  private final RecordingContext<Integer> parsed =
      new RecordingContext<>(new PartitionId("read", 0));
  private final RecordingContext<String> updated =
      new RecordingContext<>(new PartitionId("parse", 3));

  @Test
  void parsesAndSkipsTheHeaderOfTheFileOnly() {
    ParseFlight parse = new ParseFlight();
    parse.process(Flight.HEADER, parsed.at("", 1));
    parse.process("01010001,-13,2345,ANC,LAX", parsed.at("", 2));
    assertEquals(List.of("ANC=-13"), parsed.emitted);
    assertThrows(
        IllegalArgumentException.class, () -> parse.process(Flight.HEADER, parsed.at("", 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01010001,-13,2345,ANC|line '01010001,-13,2345,ANC': expected the 5 fields date,delay,distance,origin,destination",
        "1010001,-13,2345,ANC,LAX|date '1010001': expected MMDDhhmm",
        "01010001,NA,2345,ANC,LAX|delay 'NA': expected whole minutes from -99999 to 99999",
        "01010001,7,-1,ANC,LAX|distance '-1': expected whole miles up to 99999",
        "01010001,7,2345,,LAX|origin '': expected an IATA code such as ANC",
        "01010001,7,2345,ANC,lax|destination 'lax': expected an IATA code such as ANC",
      })
  void tellsWhereABadLineStands(String line, String fault) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ParseFlight().process(line, parsed.at("", 17)));
    assertEquals("read/0 offset 17 (line 17): " + fault, e.getMessage());
  }

  @Test
  void updatesCountMeanAndPercentile() {
    DelaysByAirport function = new DelaysByAirport();
    function.open(updated);
    for (int delay : new int[] {-5, 10, 400, -60, 0}) {
      function.process(delay, updated.at("ANC", 1));
    }
    function.process(-1, updated.at("LAX", 1));
    assertEquals(
        List.of(
            "ANC=ANC,1,-5.00,-5",
            "ANC=ANC,2,2.50,10",
            "ANC=ANC,3,135.00,400",
            "ANC=ANC,4,86.25,400",
            "ANC=ANC,5,69.00,400",
            "LAX=LAX,1,-1.00,-1"),
        updated.emitted);
  }

  @Test
  void agreesWithThePlainComputation() throws IOException {
    FlightsCheck.Verdict verdict =
        FlightsCheck.check(runAlone().stream(), PlainFlights.lastLines(INPUT));
    assertEquals(List.of(), verdict.problems());
    assertEquals(200_000, verdict.lines());
    assertEquals(223, verdict.airports());
    updated.at("ORD", 1);
    assertTrue(updated.valueBytes() < 1200, "state of ORD: " + updated.valueBytes() + " bytes");
  }

  private List<String> runAlone() throws IOException {
    DelaysByAirport function = new DelaysByAirport();
    function.open(updated);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(INPUT)), StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Flight flight = Flight.parse(line);
        function.process(flight.delayMinutes(), updated.at(flight.origin(), 1));
      }
    }
    return updated.emitted.stream().map(e -> e.substring(e.indexOf('=') + 1)).toList();
  }

  @Test
  void refusesADelayBeyondReason() {
    Delays delays = new Delays();
    assertEquals(
        "delay '100001': expected minutes from -100000 to 100000",
        assertThrows(IllegalArgumentException.class, () -> delays.add(100_001)).getMessage());
  }

  private static List<String> goodOutput() {
    List<String> lines = new ArrayList<>();
    IntStream.rangeClosed(1, 5).forEach(i -> lines.add("ANC," + i + ",1.00,1"));
    IntStream.rangeClosed(1, 3).forEach(i -> lines.add("LAX," + i + ",2.00,2"));
    return lines;
  }

  private static List<String> judge(List<String> lines) {
    SortedMap<String, String> expected = new TreeMap<>();
    expected.put("ANC", "ANC,5,1.00,1");
    expected.put("LAX", "LAX,3,2.00,2");
    return FlightsCheck.check(lines.stream(), expected).problems();
  }

  @Test
  void acquitsAGoodOutput() {
    assertEquals(List.of(), judge(goodOutput()));
  }

  @Test
  void convictsAGap() {
    List<String> lines = goodOutput();
    lines.remove(2);
    assertEquals(List.of("line 3 'ANC,4,1.00,1': expected count 3"), judge(lines));
  }

  @Test
  void convictsARepeat() {
    List<String> lines = goodOutput();
    lines.add(2, lines.get(1));
    assertEquals(List.of("line 3 'ANC,2,1.00,1': expected count 3"), judge(lines));
  }

  @Test
  void convictsDisorder() {
    List<String> lines = goodOutput();
    lines.add(1, lines.remove(2));
    assertEquals(3, judge(lines).size());
  }

  @Test
  void convictsALostEnd() {
    List<String> lines = goodOutput();
    lines.remove(7);
    assertEquals(
        List.of("airport LAX: last line 'LAX,2,2.00,2': expected 'LAX,3,2.00,2'"), judge(lines));
  }

  @Test
  void convictsAWrongResult() {
    List<String> lines = goodOutput();
    lines.set(7, "LAX,3,2.01,2");
    assertEquals(1, judge(lines).size());
  }

  @Test
  void convictsStrangers() {
    List<String> lines = goodOutput();
    lines.add("XXX,1,2.00,2");
    lines.add("LAX,4");
    assertEquals(
        List.of(
            "line 10 'LAX,4': expected origin,count,mean,p95",
            "airport XXX: expected none of this name"),
        judge(lines));
  }

  @Test
  void plainComputationRoundsHalvesAwayFromZero(@TempDir Path directory) throws IOException {
    Path gz = directory.resolve("in.csv.gz");
    StringBuilder text = new StringBuilder(Flight.HEADER).append('\n');
    for (int i = 0; i < 8; i++) {
      text.append("01010001,").append(i == 0 ? -1 : 0).append(",1,ANC,LAX\n");
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    Delays delays = new Delays();
    delays.add(-1);
    IntStream.range(0, 7).forEach(i -> delays.add(0));
    assertEquals("ANC,8,-0.13,0", PlainFlights.lastLines(gz).get("ANC"));
    assertEquals("ANC,8,-0.13,0", delays.line("ANC"));
  }
}
