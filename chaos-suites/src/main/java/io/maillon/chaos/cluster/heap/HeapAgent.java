package io.maillon.chaos.cluster.heap;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Loads {@link HeapFiller} into other JVMs of this machine. Any thread. */
public final class HeapAgent {
  /** How {@code -XX:+ExitOnOutOfMemoryError} ends a JVM. */
  public static final int EXIT_STATUS = 3;

  /** How long an attempt waits for a JVM that does not answer, such as one that is starved. */
  private static final String ATTACH_WITHIN_MS = "2000";

  private static final String CLASS = HeapFiller.class.getName().replace('.', '/') + ".class";

  private HeapAgent() {}

  /** Whether this JVM can attach to others: one of a JDK can. */
  public static boolean isAvailable() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  /** Makes the agent's jar in a directory that the victims see under the same path. */
  public static Path unpack(Path directory) throws IOException {
    Path jar = Files.createDirectories(directory).resolve("heap-filler.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", HeapFiller.class.getName());
    try (InputStream code = HeapFiller.class.getClassLoader().getResourceAsStream(CLASS);
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry(CLASS));
      code.transferTo(entries);
    }
    return jar;
  }

  /**
   * Begins to fill the heap of a process.
   *
   * @param pid as this machine numbers it, also of a process in a container
   * @return false when it could not be reached; a JVM may be gone before it has answered
   */
  public static boolean load(Path jar, long pid) {
    System.setProperty("sun.tools.attach.attachTimeout", ATTACH_WITHIN_MS);
    VirtualMachine victim;
    try {
      victim = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException | IOException e) {
      return false;
    }
    try {
      victim.loadAgent(jar.toString());
      victim.detach();
    } catch (AgentLoadException | AgentInitializationException e) {
      return false;
    } catch (IOException e) {
      return true; // It ended in the middle of its answer.
    }
    return true;
  }
}
