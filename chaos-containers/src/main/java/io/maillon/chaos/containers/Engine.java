package io.maillon.chaos.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import io.maillon.chaos.cluster.linux.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.testcontainers.DockerClientFactory;

/** What we ask of the container engine. Owned by the thread of the cluster. */
final class Engine {
  /** Names the run that made a container or network. */
  private static final String LABEL = "maillon.chaos.run";

  private final DockerClient client;

  Engine(DockerClient client) {
    this.client = client;
  }

  private static Map<String, String> labels(String run) {
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(LABEL, run);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    return labels;
  }

  /** A network of that subnet; fails when somebody has it. */
  String network(String run, String subnet) throws IOException {
    try {
      return client
          .createNetworkCmd()
          .withName(run)
          .withLabels(labels(run))
          .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
          .exec()
          .getId();
    } catch (DockerException e) {
      throw failure("network " + subnet, e);
    }
  }

  /** Starts a container that does nothing but keep its network, under that address. */
  String keeper(String run, String name, String image, String network, String address)
      throws IOException {
    try {
      CreateContainerCmd create =
          client
              .createContainerCmd(image)
              .withName(name)
              .withHostName(name)
              .withLabels(labels(run))
              .withEntrypoint("sleep", "infinity")
              .withHostConfig(new HostConfig().withNetworkMode(network))
              .withIpv4Address(address);
      return start(create);
    } catch (DockerException e) {
      throw failure("container " + name, e);
    }
  }

  /** Starts a container in the network of another one. */
  String program(
      String run,
      String name,
      String image,
      String keeper,
      List<Path> mounts,
      List<String> environment,
      Path workingDirectory,
      List<String> command)
      throws IOException {
    try {
      List<Bind> binds = mounts.stream().map(path -> Bind.parse(path + ":" + path)).toList();
      CreateContainerCmd create =
          client
              .createContainerCmd(image)
              .withName(name)
              .withLabels(labels(run))
              .withEnv(environment)
              .withWorkingDir(workingDirectory.toString())
              .withEntrypoint(command)
              .withHostConfig(
                  new HostConfig().withNetworkMode("container:" + keeper).withBinds(binds));
      return start(create);
    } catch (DockerException e) {
      throw failure("container " + name, e);
    }
  }

  private String start(CreateContainerCmd create) {
    String id = create.exec().getId();
    client.startContainerCmd(id).exec();
    return id;
  }

  InspectContainerResponse.ContainerState state(String id) throws IOException {
    try {
      return client.inspectContainerCmd(id).exec().getState();
    } catch (DockerException e) {
      throw failure("container " + id, e);
    }
  }

  void signal(String id, String signal) throws IOException {
    try {
      client.killContainerCmd(id).withSignal(signal).exec();
    } catch (DockerException e) {
      throw failure("kill -" + signal + " " + id, e);
    }
  }

  void pause(String id) throws IOException {
    try {
      client.pauseContainerCmd(id).exec();
    } catch (DockerException e) {
      throw failure("pause " + id, e);
    }
  }

  void unpause(String id) throws IOException {
    try {
      client.unpauseContainerCmd(id).exec();
    } catch (DockerException e) {
      throw failure("unpause " + id, e);
    }
  }

  /** Takes a container away, whatever it does. */
  void remove(String id) throws IOException {
    try {
      client.removeContainerCmd(id).withForce(true).exec();
    } catch (NotFoundException e) {
      // Somebody was faster.
    } catch (DockerException e) {
      throw failure("remove " + id, e);
    }
  }

  /** Takes away all containers, networks and images of a run. */
  void removeAll(String run) throws IOException {
    try {
      removeWhere(Map.of(LABEL, run), run::equals);
    } catch (DockerException e) {
      throw failure("remove " + run, e);
    }
  }

  /** The same for runs of processes that are no more. */
  void sweep() throws IOException {
    try {
      removeWhere(
          Map.of(DockerClientFactory.TESTCONTAINERS_LABEL, "true"),
          run -> Owner.abandoned(run).isPresent());
    } catch (DockerException e) {
      throw failure("remove what is left", e);
    }
  }

  private void removeWhere(Map<String, String> labels, Predicate<String> runs) throws IOException {
    for (Container container :
        client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec()) {
      if (runs.test(container.getLabels().getOrDefault(LABEL, ""))) {
        if (container.getState().equals("paused")) {
          unpause(container.getId());
        }
        remove(container.getId());
      }
    }
    for (Network network : client.listNetworksCmd().exec()) {
      if (runs.test(network.getLabels().getOrDefault(LABEL, ""))) {
        client.removeNetworkCmd(network.getId()).exec();
      }
    }
    for (String image : images()) {
      if (runs.test(runOf(image))) {
        client.removeImageCmd(image).withForce(true).exec();
      }
    }
  }

  private List<String> images() {
    return client.listImagesCmd().exec().stream()
        .map(com.github.dockerjava.api.model.Image::getRepoTags)
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The run that an image is named after, if it is. */
  private static String runOf(String image) {
    String name = image.substring(image.indexOf('/') + 1);
    return Image.name(name.replace(":latest", "")).equals(image) ? name.replace(":latest", "") : "";
  }

  /** Containers, networks and images of a run, by name. */
  List<String> remains(String prefix) {
    List<String> found = new ArrayList<>();
    for (Container container : client.listContainersCmd().withShowAll(true).exec()) {
      if (container.getLabels().getOrDefault(LABEL, "").startsWith(prefix)) {
        found.add("container " + String.join(" ", container.getNames()));
      }
    }
    for (Network network : client.listNetworksCmd().exec()) {
      if (network.getName().startsWith(prefix)) {
        found.add("network " + network.getName());
      }
    }
    images().stream()
        .filter(image -> runOf(image).startsWith(prefix))
        .forEach(image -> found.add("image " + image));
    return found;
  }

  private static IOException failure(String what, DockerException e) {
    return new IOException("engine: " + what + ": " + e.getMessage(), e);
  }
}
