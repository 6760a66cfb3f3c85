package io.maillon.cli.internal.local;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/** Jars with a user's functions. */
public final class UserJars {
  private UserJars() {}

  /**
   * Finds classes of the program and of the jars.
   *
   * @throws CommandFailure when one of them is no jar that can be read
   */
  public static URLClassLoader loader(List<Path> jars) {
    URL[] urls = jars.stream().map(UserJars::checked).toArray(URL[]::new);
    return new URLClassLoader(urls, UserJars.class.getClassLoader());
  }

  private static URL checked(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw refused(jar, "a file that can be read");
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      return jar.toUri().toURL();
    } catch (ZipException e) {
      throw refused(jar, "a jar, but " + e.getMessage());
    } catch (MalformedURLException e) {
      throw refused(jar, "a path that is a URL too");
    } catch (IOException e) {
      throw refused(jar, "a jar that can be read, but " + e.getMessage());
    }
  }

  private static CommandFailure refused(Path jar, String expected) {
    return new CommandFailure(ExitCodes.USAGE, "--jar: '" + jar + "': expected " + expected);
  }
}
