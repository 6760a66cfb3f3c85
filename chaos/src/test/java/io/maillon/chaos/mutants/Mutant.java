package io.maillon.chaos.mutants;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One change to one source file of a core. It is made in a copy and compiled anew, so the product
 * has no switch for it.
 *
 * @param name what is wrong
 * @param file source file, below the root of the project
 * @param original text that occurs exactly once in it
 * @param planted what stands there instead
 */
record Mutant(String name, String file, String original, String planted) {
  private static final String SOURCES = "/src/main/java/";

  @Override
  public String toString() {
    return name;
  }

  /**
   * The changed source.
   *
   * @throws IllegalStateException when the original text is not there once
   */
  String plantedIn(Path root) throws IOException {
    String source = Files.readString(root.resolve(file));
    int at = source.indexOf(original);
    if (at < 0 || source.indexOf(original, at + 1) >= 0) {
      throw new IllegalStateException(
          "mutant '" + name + "': expected once in " + file + ": " + original);
    }
    return source.substring(0, at) + planted + source.substring(at + original.length());
  }

  /**
   * Compiles the changed file.
   *
   * @param classes directory for what comes out
   * @throws IllegalStateException when the original text is not there once, or does not compile
   */
  void compile(Path root, Path classes) throws IOException {
    Path changed =
        classes.resolve("source").resolve(file.substring(file.indexOf(SOURCES) + SOURCES.length()));
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, plantedIn(root));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjects(changed);
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      if (!compiler.getTask(messages, manager, null, options, null, units).call()) {
        throw new IllegalStateException("mutant '" + name + "' does not compile: " + messages);
      }
    }
  }
}
