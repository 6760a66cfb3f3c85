package io.maillon.cli.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosRunTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "chaos";
    args[1] = "run";
    args[2] = "--out";
    args[3] = directory.resolve("out").toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), null).execute(args);
  }

  @Test
  void saysValidWithWhatWasDone() {
    assertEquals(0, run("simulation", "--seeds", "3", "--base", "0x7"), err::toString);
    String text = out.toString();
    assertTrue(text.startsWith("3 seeds from base 0x7 on "), text);
    assertTrue(text.contains("\nVALID  simulation  3 seeds: 0 void, 0 violations; "), text);
    assertTrue(text.contains(" per simulated hour\n"), text);
    assertTrue(text.contains(" seeds per second, "), text);
    assertTrue(text.contains("\npaths taken:\n  activation of a start: "), text);
    assertTrue(Files.notExists(directory.resolve("out")), "nothing failed, so nothing is written");
  }

  @Test
  void sameBaseSameWorlds() {
    run("simulation", "--seeds", "2", "--base", "0x7", "--threads", "2");
    String probes = out.toString().substring(out.toString().indexOf("paths taken"));
    out.getBuffer().setLength(0);
    run("simulation", "--seeds", "2", "--base", "7", "--threads", "1");
    String again = out.toString().substring(out.toString().indexOf("paths taken"));
    assertEquals(probes.lines().toList().size(), again.lines().toList().size());
    assertEquals(
        probes.substring(0, probes.indexOf("VALID")), again.substring(0, again.indexOf("VALID")));
  }

  @Test
  void saysVoidWhereNoFaultHappened() {
    assertEquals(2, run("simulation", "--seed", "0xFFFFFFFFFFFFFFFF", "--faults", "none"));
    assertTrue(out.toString().contains("\nVOID  simulation  1 seeds: 1 void"), out::toString);
    assertTrue(out.toString().endsWith("no fault happened, so nothing was shown\n"), out::toString);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "simulatoin | 'simulatoin': expected one of the suites simulation, smoke, kill-storm,"
            + " zombies, cuts, grey, coordinator, suspicions, detection, everything, quiet;"
            + " did you mean 'simulation'?",
        "simulation --backend processes | --backend: not a flag of the suite simulation",
        "simulation --compare out/a | --jar, --compare: expected with --pipeline",
        "smoke --seeds 3 | --seeds: not a flag of the suite smoke",
        "simulation --skew 1 | --skew: not a flag of the suite simulation",
        "simulation --seeds 0 | --seeds: '0': expected 1 or more",
        "simulation --threads -1 | --threads: '-1': expected 1 or more",
        "simulation --seed 0xG | --seed: '0xG': expected a seed, as 0x5E55101D or 42, of at most"
            + " 64 bits",
        "simulation --seed 1 --seeds 2 | --seed: expected without --seeds and --base, it runs one"
            + " seed alone",
        "simulation --faults 3 | --faults, --records: expected with --seed, they reduce one failed"
            + " run",
        "simulation --seed 1 --faults 3;4 | --faults: '3;4': expected numbers of faults, as"
            + " 3,17,21, or none",
        "simulation --seed 1 --records 0 | --records: '0': expected 1 or more",
      })
  void refusesWithOneLine(String flags, String message) {
    assertEquals(2, run(flags.split(" ")));
    assertEquals(
        "maillon chaos run: " + message + " (see 'maillon chaos run --help')\n", err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "smoke --backend simulation | --backend simulation: it draws worlds and faults of its own,"
            + " whatever the suite: 'maillon chaos run simulation'",
        "smoke --arrivals burst | --arrivals: 'burst': expected steady, poisson, bursts or a file"
            + " of arrivals",
        "smoke --skew 11 | --skew: '11.0': expected a number from 0 to 10.0",
        "smoke --skew NaN | --skew: 'NaN': expected a number from 0 to 10.0",
        "smoke --skew much | --skew: 'much': expected a number",
        "smoke --arrivals pom.xml | --arrivals: file pom.xml, line 1 '<?xml version=\"1.0\""
            + " encoding=\"UTF-8\"?>': expected whole milliseconds, 0 or more",
        "smoke --pipeline my.yaml --skew 1 | --arrivals, --skew: expected without --pipeline,"
            + " which has its own input",
      })
  void refusesBadFlagsOfSuitesOnNodes(String flags, String message) {
    String[] args = ("chaos run " + flags).split(" ");
    int status =
        MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), null).execute(args);
    assertEquals(2, status);
    assertEquals(
        "maillon chaos run: " + message + " (see 'maillon chaos run --help')\n", err.toString());
  }
}
