package io.maillon.chaos.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendTest {
  private final String before = System.getProperty(Backend.REQUIRE, "");

  @AfterEach
  void restore() {
    System.setProperty(Backend.REQUIRE, before);
  }

  @Test
  void thoseNamedAreRequired() {
    System.setProperty(Backend.REQUIRE, "namespaces,containers");
    assertTrue(Backend.isRequired("containers"));
    assertFalse(Backend.isRequired("processes"));
    System.setProperty(Backend.REQUIRE, "");
    assertFalse(Backend.isRequired("containers"));
  }

  @Test
  void aMisspeltNameIsRefused() {
    System.setProperty(Backend.REQUIRE, "namespace");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Backend.isRequired("namespaces"))
            .getMessage();
    assertEquals(
        "-Dchaos.require: 'namespace': expected some of processes,namespaces,containers", message);
  }
}
