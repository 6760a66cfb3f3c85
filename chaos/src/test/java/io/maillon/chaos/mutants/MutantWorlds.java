package io.maillon.chaos.mutants;

import io.maillon.chaos.simulation.Simulation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs simulations of a product in which one class is another. */
final class MutantWorlds implements AutoCloseable {
  private final URLClassLoader classes;
  private final Constructor<?> simulation;
  private final Method run;
  private final Method violation;

  /**
   * @param mutated directory of the class that is another
   */
  MutantWorlds(Path mutated) throws ReflectiveOperationException {
    List<URL> urls = new ArrayList<>();
    urls.add(url(mutated));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(url(Path.of(entry)));
    }
    // Without the usual parent, so that the mutated class is found before its original.
    classes = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Class<?> type = classes.loadClass(Simulation.class.getName());
    simulation = type.getConstructor(long.class, boolean.class);
    run = type.getMethod("run");
    violation = run.getReturnType().getMethod("violation");
  }

  /** What the run of a seed found broken, empty = nothing. */
  Optional<String> violation(long seed) {
    try {
      Object report = run.invoke(simulation.newInstance(seed, false));
      return ((Optional<?>) violation.invoke(report)).map(Object::toString);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("seed " + seed, e);
    }
  }

  /** An object of a class that is loaded together with the mutant. */
  Object load(Class<?> type) throws ReflectiveOperationException {
    return classes.loadClass(type.getName()).getConstructor().newInstance();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
