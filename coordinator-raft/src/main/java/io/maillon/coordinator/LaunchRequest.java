package io.maillon.coordinator;

import io.maillon.protocol.Address;
import java.util.List;

/**
 * An instance that a pipeline lacks.
 *
 * @param pipeline it is for
 * @param name of the instance, the same in every life
 * @param coordinators control addresses of all coordinators
 */
public record LaunchRequest(String pipeline, String name, List<Address> coordinators) {
  public LaunchRequest {
    coordinators = List.copyOf(coordinators);
  }
}
