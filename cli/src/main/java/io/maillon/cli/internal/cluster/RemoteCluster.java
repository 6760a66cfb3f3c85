package io.maillon.cli.internal.cluster;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.coordinator.AgreedValue;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.StatusAnswer;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A cluster of coordinators reached over the network. */
public final class RemoteCluster implements Cluster {
  private final CoordinatorClient client;

  /**
   * @param patience how long each request may take, elections included
   */
  public RemoteCluster(List<Address> coordinators, Duration patience) {
    client = CoordinatorClient.of(coordinators, patience);
  }

  @Override
  public String apply(PipelineSpec spec) {
    return ask(() -> client.apply(spec));
  }

  @Override
  public StatusDocument status(String pipeline) {
    StatusAnswer answer = ask(() -> client.status(pipeline));
    return StatusDocument.parse(answer.leader(), answer.json());
  }

  @Override
  public String stop(String pipeline) {
    return ask(() -> client.stop(pipeline));
  }

  @Override
  public String resume(String pipeline) {
    return ask(() -> client.resume(pipeline));
  }

  @Override
  public String evict(String pipeline, InstanceId instance, boolean force) {
    return ask(() -> client.evict(pipeline, instance, force));
  }

  @Override
  public Optional<String> value(String name, ValueAccess access) {
    AgreedValue value = ask(() -> client.value(name, access));
    if (!value.done()) {
      throw new CommandFailure(ExitCodes.USAGE, value.message());
    }
    return value.text();
  }

  private <T> T ask(Supplier<T> request) {
    synchronized (client) {
      try {
        return request.get();
      } catch (CoordinatorException e) {
        boolean refused = e.kind() == CoordinatorException.Kind.REFUSED;
        throw new CommandFailure(
            refused ? ExitCodes.USAGE : ExitCodes.UNREACHABLE, e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
