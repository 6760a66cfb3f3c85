package io.maillon.coordinator;

import io.maillon.coordinator.internal.client.LeaderSearch;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.Stop;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * An operator's way to a coordinator cluster. Tries all addresses, follows the leader, and repeats
 * a request with the same id until it is answered or its time is over, so that it is done at most
 * once. Blocking; for one thread at a time. Connects when first used, and keeps the connection.
 */
public final class CoordinatorClient implements AutoCloseable {
  /** Long enough for an election and a half. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final LeaderSearch search;
  private final SecureRandom random = new SecureRandom();

  private CoordinatorClient(LeaderSearch search) {
    this.search = search;
  }

  /**
   * @param coordinators control addresses, any of the cluster's, at least one
   * @param deadline for each request
   */
  public static CoordinatorClient of(List<Address> coordinators, Duration deadline) {
    if (coordinators.isEmpty()) {
      throw new IllegalArgumentException("coordinators: none, expected HOST:PORT,HOST:PORT,...");
    }
    return new CoordinatorClient(new LeaderSearch(coordinators, deadline));
  }

  /** With the default deadline. */
  public static CoordinatorClient of(List<Address> coordinators) {
    return of(coordinators, DEADLINE);
  }

  /**
   * Runs a pipeline. Applying the same again changes nothing.
   *
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String apply(PipelineSpec spec) {
    return request(new Apply(newRequestId(), spec.validated()));
  }

  /**
   * Ends a pipeline and its instances.
   *
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String stop(String pipeline) {
    return request(new Stop(newRequestId(), pipeline));
  }

  /**
   * Accepts the loss of a pipeline in state DATA_LOSS and goes on.
   *
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String resume(String pipeline) {
    return request(new Resume(newRequestId(), pipeline));
  }

  /**
   * Declares an instance dead, whatever it says itself; its work moves, and its process begins a
   * new life. Refused if this life is over, or is not known.
   *
   * @param force also if it has the only copy of a log, which is lost then; without, that is
   *     refused
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String evict(String pipeline, InstanceId instance, boolean force) {
    return request(new Evict(newRequestId(), pipeline, instance, force));
  }

  /**
   * Asks the leader, or whoever answers while there is none.
   *
   * @param pipeline name, empty = all
   * @throws CoordinatorException if nobody answers
   */
  public StatusAnswer status(String pipeline) {
    return search.status(pipeline);
  }

  private String request(ControlMessage request) {
    ControlMessage answer = search.ask(request);
    if (answer instanceof Accepted accepted) {
      return accepted.message();
    }
    if (answer instanceof Rejected rejected) {
      throw new CoordinatorException(CoordinatorException.Kind.REFUSED, rejected.message());
    }
    throw new CoordinatorException(
        CoordinatorException.Kind.INDETERMINATE,
        "answer "
            + answer
            + " to "
            + request.getClass().getSimpleName()
            + ": expected Accepted or Rejected");
  }

  private long newRequestId() {
    long id;
    do {
      id = random.nextLong();
    } while (id == 0);
    return id;
  }

  @Override
  public void close() {
    search.close();
  }
}
