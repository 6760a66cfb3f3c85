package io.maillon.chaos.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line that a test stands for.
 *
 * @param seed of the schedule of faults, or the base of many
 */
record ChaosCommand(ChaosTest test, long seed) {
  private static final String SIMULATION = "simulation";
  private static final String USUAL_BACKEND = "processes";

  boolean isSimulated() {
    return test.suite().equals(SIMULATION);
  }

  /** Without what says where its findings go: a replay by hand has its own place. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("chaos", "run", test.suite()));
    if (test.runs() > 0) {
      add(arguments, "--base", hex());
      add(arguments, "--seeds", Integer.toString(test.runs()));
    } else {
      add(arguments, "--seed", isSimulated() ? hex() : Long.toString(seed));
    }
    // A simulation has none; what was asked for all the same is refused.
    if (!isSimulated() || !test.backend().equals(USUAL_BACKEND)) {
      add(arguments, "--backend", test.backend());
    }
    if (test.durationSeconds() > 0) {
      add(arguments, "--time", test.durationSeconds() + "s");
    }
    if (!test.pipeline().isEmpty()) {
      add(
          arguments,
          "--pipeline",
          Path.of(test.pipeline()).toAbsolutePath().normalize().toString());
    }
    for (String file : test.compare()) {
      add(arguments, "--compare", file);
    }
    for (String jar : test.jars()) {
      add(arguments, "--jar", Path.of(jar).toAbsolutePath().normalize().toString());
    }
    return arguments;
  }

  /** The same, with its findings in a directory. */
  List<String> arguments(Path store) {
    List<String> arguments = arguments();
    add(arguments, isSimulated() ? "--out" : "--store", store.toString());
    return arguments;
  }

  private String hex() {
    return String.format(Locale.ROOT, "0x%X", seed);
  }

  private static void add(List<String> arguments, String option, String value) {
    arguments.add(option);
    arguments.add(value);
  }

  /** What is run, for people. */
  @Override
  public String toString() {
    return test.runs() > 0
        ? test.suite() + ", " + test.runs() + " seeds from base " + hex()
        : test.suite() + ", seed " + (isSimulated() ? hex() : Long.toString(seed));
  }
}
