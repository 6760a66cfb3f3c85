package io.maillon.chaos.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.suite.SuiteRun;
import io.maillon.chaos.suite.Suites;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Command lines, and what is read out of what they print. */
class ChaosRunTest {
  /** To be read, not run: no build finds tests in here. */
  static final class Annotated {
    @ChaosTest
    void all() {}

    @ChaosTest(
        suite = "cuts",
        pipeline = "p.yaml",
        compare = {"out/a", "out/b"},
        jars = "u.jar",
        backend = "namespaces",
        durationSeconds = 20)
    void some() {}

    @ChaosTest(suite = "simulation", runs = 200, pipeline = "p.yaml")
    void simulated() {}

    @ChaosTest(suite = "simulation", durationSeconds = 3, backend = "namespaces")
    void simulatedWithFlagsOfOthers() {}
  }

  private static List<String> arguments(String method) throws NoSuchMethodException {
    ChaosTest test = Annotated.class.getDeclaredMethod(method).getAnnotation(ChaosTest.class);
    return new ChaosCommand(test, 7).arguments();
  }

  @Test
  void theCommandLineSaysWhatTheAnnotationSays() throws NoSuchMethodException {
    assertEquals(
        "chaos run smoke --seed 7 --backend processes", String.join(" ", arguments("all")));
    Path here = Path.of("").toAbsolutePath();
    assertEquals(
        "chaos run cuts --seed 7 --backend namespaces --time 20s --pipeline "
            + here.resolve("p.yaml")
            + " --compare out/a --compare out/b --jar "
            + here.resolve("u.jar"),
        String.join(" ", arguments("some")));
    assertEquals(
        "chaos run simulation --base 0x7 --seeds 200 --pipeline " + here.resolve("p.yaml"),
        String.join(" ", arguments("simulated")));
    assertEquals(
        "chaos run simulation --seed 0x7 --backend namespaces --time 3s",
        String.join(" ", arguments("simulatedWithFlagsOfOthers")));
  }

  @Test
  void aSimulationSaysItsReplayItself() {
    List<String> said = List.of("INVALID  simulation  3 seeds", "  replay: maillon chaos run x");
    assertEquals("maillon chaos run x", ChaosRun.replay(said).orElseThrow());
    assertEquals(said, ChaosRun.findings(said));
  }

  @Test
  void onlyAVerdictThatWasSaidCounts() {
    List<String> said = List.of("  VALID  no loss", "INVALID  smoke  history");
    assertEquals(Verdict.INVALID, ChaosRun.verdict(1, said));
    assertEquals(Verdict.UNKNOWN, ChaosRun.verdict(0, said));
    assertEquals(Verdict.UNKNOWN, ChaosRun.verdict(1, List.of("Exception in thread main")));
    assertEquals(Verdict.UNKNOWN, ChaosRun.verdict(137, said));
    assertEquals(Verdict.VALID, ChaosRun.verdict(0, List.of("VALID  smoke  history")));
  }

  @Test
  void theDirectoryIsTheOneThatWasAnnounced() {
    Path directory = Path.of("/store/smoke/20260102T030405");
    String announced = "    0.1 s  " + SuiteRun.announce(Suites.named("smoke"), directory);
    assertEquals(
        Optional.of(directory),
        ChaosRun.directory(List.of("    0.0 s  in suite order", announced, "VALID  smoke")));
    assertEquals(Optional.empty(), ChaosRun.directory(List.of("VALID  smoke  in vain")));
  }

  @Test
  void findingsBeginWithTheFirstClaim() {
    List<String> lines =
        List.of("  1.0 s  suite", "  INVALID  duplicates, 9", "    line 3", "INVALID  smoke");
    assertEquals(lines.subList(1, 4), ChaosRun.findings(lines));
    assertEquals(lines.subList(0, 1), ChaosRun.findings(lines.subList(0, 1)));
  }
}
