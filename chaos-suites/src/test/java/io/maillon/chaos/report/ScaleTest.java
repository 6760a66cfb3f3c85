package io.maillon.chaos.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scales, axes, percentiles and words. */
class ScaleTest {
  private static List<String> ticks(Scale scale, int most) {
    return scale.ticks(most).stream().map(Words::brief).toList();
  }

  @Test
  void linearScalesEndAboveTheHighest() {
    assertEquals(List.of("0", "2,000", "4,000", "6,000"), ticks(Scale.linear(4100), 5));
    assertEquals(List.of("0", "1", "2", "3", "4"), ticks(Scale.linear(4), 5));
    assertEquals(List.of("0", "0.5", "1"), ticks(Scale.linear(0), 5));
    assertEquals(0.5, Scale.linear(4).share(2));
    assertEquals(1, Scale.linear(4).share(9));
  }

  @Test
  void logarithmicScalesLieBetweenRoundNumbers() {
    assertEquals(List.of("20", "50", "100"), ticks(Scale.logarithmic(30, 99), 6));
    assertEquals(List.of("10", "100", "1,000"), ticks(Scale.logarithmic(3, 1500), 6));
    assertEquals(List.of("5", "10"), ticks(Scale.logarithmic(5, 5), 6));
    assertEquals(0.5, Scale.logarithmic(1, 100).share(10), 1e-9);
    assertEquals(0, Scale.logarithmic(1, 100).share(0));
    assertEquals(10, Scale.logarithmic(1, 100).value(0.5), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"0,0 s;", "700,0 s;100 ms;200 ms;300 ms;400 ms;500 ms;600 ms;700 ms;"})
  void shortRunsHaveFineTicks(long spanMs, String expected) {
    StringBuilder texts = new StringBuilder();
    new TimeAxis(5, 5 + Math.max(1, spanMs))
        .ticks()
        .forEach(t -> texts.append(t.text()).append(';'));
    assertEquals(expected, texts.toString());
  }

  @Test
  void longRunsHaveCoarseTicks() {
    List<TimeAxis.Tick> ticks = new TimeAxis(1000, 3_601_000).ticks();
    assertEquals("0:00", ticks.get(0).text());
    assertEquals("1:00:00", ticks.get(ticks.size() - 1).text());
    assertEquals(TimeAxis.WIDTH, ticks.get(ticks.size() - 1).x());
    assertEquals(7, ticks.size());
  }

  @Test
  void percentilesAreNearestRanks() {
    long[] hundred = new long[100];
    for (int i = 0; i < 100; i++) {
      hundred[i] = 100L - i;
    }
    assertEquals(new Percentiles(100, 50, 99, 100), Percentiles.of(hundred));
    assertEquals(new Percentiles(1, 7, 7, 7), Percentiles.of(new long[] {7}));
    assertEquals(new Percentiles(0, 0, 0, 0), Percentiles.of(new long[0]));
  }

  @Test
  void phasesCountFromTheFailureWhereBothAreKnown() {
    PipelineEvent.Recovery known =
        new PipelineEvent.Recovery("a/0", 1, 2, "", 100, 103, 0, 0, 0, 0, 0, 0, 0);
    PipelineEvent.Recovery unknown =
        new PipelineEvent.Recovery("a/0", 1, 2, "", 0, 103, 0, 0, 0, 0, 0, 0, 0);
    assertArrayEquals(new long[] {3}, Phase.SUSPECTED.afterFailedMs(List.of(known, unknown)));
    assertArrayEquals(new long[0], Phase.CLAIMED.afterFailedMs(List.of(known)));
    assertEquals("firstOutput", Phase.FIRST_OUTPUT.key());
  }

  @ParameterizedTest
  @CsvSource({"0.25,0.3 ms", "12,12 ms", "999.6,1 s", "1536,1.54 s", "59000,59 s", "600000,10 min"})
  void durationsAreShort(double ms, String expected) {
    assertEquals(expected, Words.duration(ms));
  }

  @Test
  void silenceIsTheLongestTimeWithoutRecords() {
    Throughput throughput =
        new Throughput(
            List.of(sample(1000, 5), sample(2000, 0), sample(3000, 0), sample(4000, 5)), 0);
    assertEquals(2000, throughput.longestSilenceMs());
    assertEquals(2.5, throughput.meanPerSecond());
    assertEquals(5, throughput.maxPerSecond());
  }

  private static PipelineEvent.Sample sample(long atMs, long newRecords) {
    return new PipelineEvent.Sample(atMs, 0, newRecords, 1, 2, 3);
  }
}
