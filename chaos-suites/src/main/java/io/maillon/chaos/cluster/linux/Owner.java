package io.maillon.chaos.cluster.linux;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for what a run makes outside of its directory. A name tells which process made it, so that
 * the next run finds what a killed one has left behind. Any thread.
 */
public final class Owner {
  /** Environment variable of each process that a run starts; its value is the name of the run. */
  public static final String VARIABLE = "MAILLON_CHAOS_RUN";

  private static final Pattern NAME = Pattern.compile("maillon-chaos-(\\d+)-(\\d+)-\\d+");
  private static final AtomicInteger RUNS = new AtomicInteger();

  private Owner() {}

  /** A name for another run of this process. */
  public static String nextName() {
    long pid = ProcessHandle.current().pid();
    String start = ProcFile.start(pid).orElse("0");
    return "maillon-chaos-" + pid + "-" + start + "-" + RUNS.incrementAndGet();
  }

  /** The name of a run of a process that is no more, if the text has one. */
  public static Optional<String> abandoned(String text) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      Optional<String> start = ProcFile.start(Long.parseLong(matcher.group(1)));
      if (!start.equals(Optional.of(matcher.group(2)))) {
        return Optional.of(matcher.group());
      }
    }
    return Optional.empty();
  }
}
