package io.maillon.cli.internal.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start this program, or another class of its class path, in a new JVM. */
public final class JavaCommand {
  /** Small and quick to start: C1 only, one collector thread. */
  public static final String INSTANCE_JVM =
      "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto";

  public static final String COORDINATOR_JVM =
      "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxDirectMemorySize=64m -Xss512k";

  /**
   * The program's own class path as first written, {@code lib/*}: spelled out it fills a screen of
   * every list of processes.
   */
  private static final String CLASS_PATH_PROPERTY = "maillon.classpath";

  /**
   * Classes of a former run, written down by the start script; absent where it did not start us.
   */
  private static final String ARCHIVE_PROPERTY = "maillon.archive";

  /**
   * Whichever thread meets an OutOfMemoryError, user code's or one of a library, may have lost what
   * it was about to do: such a process is ended, and its work moves on.
   */
  private static final String OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

  private static final String MAIN = "io.maillon.cli.Main";

  private JavaCommand() {}

  /**
   * A command of this program.
   *
   * @param jvm flags, separated by blanks
   */
  public static List<String> maillon(String jvm, List<String> arguments) {
    return of(jvm, MAIN, arguments);
  }

  /** Any class with a main method. */
  public static List<String> of(String jvm, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(OUT_OF_MEMORY);
    command.addAll(List.of(jvm.strip().split("\\s+")));
    String classPath =
        System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path"));
    command.add("-D" + CLASS_PATH_PROPERTY + "=" + classPath);
    String archive = System.getProperty(ARCHIVE_PROPERTY, "");
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      command.add("-D" + ARCHIVE_PROPERTY + "=" + archive);
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return command;
  }
}
