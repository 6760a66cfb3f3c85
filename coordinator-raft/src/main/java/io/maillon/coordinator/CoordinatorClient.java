package io.maillon.coordinator;

import io.maillon.coordinator.internal.client.Deadline;
import io.maillon.coordinator.internal.client.LeaderSearch;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.AccessValue;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.control.SessionOpened;
import io.maillon.protocol.control.Stop;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.control.ValueAnswer;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * An operator's way to a coordinator cluster. Tries all addresses, follows the leader, and repeats
 * a request under the same number of its session until it is answered or its time is over: it is
 * done at most once, however long that takes. The session is opened with the first request; another
 * one when it has expired, which happens when over a thousand others were used since.
 *
 * <p>Blocking; for one thread at a time. Connects when first used, and keeps the connection.
 */
public final class CoordinatorClient implements AutoCloseable {
  /** Long enough for an election and a half. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final LeaderSearch search;
  private final Duration deadline;
  private final SecureRandom random = new SecureRandom();
  private OptionalLong session = OptionalLong.empty();
  private long requests;

  private CoordinatorClient(LeaderSearch search, Duration deadline) {
    this.search = search;
    this.deadline = deadline;
  }

  /**
   * @param coordinators control addresses, any of the cluster's, at least one
   * @param deadline for each request, repeats included
   */
  public static CoordinatorClient of(List<Address> coordinators, Duration deadline) {
    if (coordinators.isEmpty()) {
      throw new IllegalArgumentException("coordinators: none, expected HOST:PORT,HOST:PORT,...");
    }
    return new CoordinatorClient(new LeaderSearch(coordinators), deadline);
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
    return request(id -> new Apply(id, spec.validated()));
  }

  /**
   * Ends a pipeline and its instances.
   *
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String stop(String pipeline) {
    return request(id -> new Stop(id, pipeline));
  }

  /**
   * Accepts the loss of a pipeline in state DATA_LOSS and goes on.
   *
   * @return for people
   * @throws CoordinatorException if it was not, or not surely, done
   */
  public String resume(String pipeline) {
    return request(id -> new Resume(id, pipeline));
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
    return request(id -> new Evict(id, pipeline, instance, force));
  }

  /**
   * Reads or changes a short text that all agree on, such as who may deploy, or a number that
   * fences off older writers. Linearizable: it takes effect at one moment between call and return,
   * reads as well.
   *
   * @param name of 1 to 256 bytes; there are at most 1024
   * @param access texts have at most 4096 bytes
   * @throws CoordinatorException if it is not known what became of it, or nobody could be asked
   */
  public AgreedValue value(String name, ValueAccess access) {
    if (ask(id -> new AccessValue(id, name, access)) instanceof ValueAnswer answer) {
      return new AgreedValue(answer.done(), answer.message(), answer.text());
    }
    throw unexpected("ValueAnswer");
  }

  /**
   * Asks the leader, or whoever answers while there is none.
   *
   * @param pipeline name, empty = all
   * @throws CoordinatorException if nobody answers
   */
  public StatusAnswer status(String pipeline) {
    return search.status(pipeline, Deadline.in(deadline));
  }

  private String request(Function<RequestId, ControlMessage> request) {
    ControlMessage answer = ask(request);
    if (answer instanceof Accepted accepted) {
      return accepted.message();
    }
    if (answer instanceof Rejected rejected) {
      throw new CoordinatorException(CoordinatorException.Kind.REFUSED, rejected.message());
    }
    throw unexpected("Accepted or Rejected");
  }

  /** Whoever answers so cannot be asked what it did. */
  private static CoordinatorException unexpected(String expected) {
    return new CoordinatorException(
        CoordinatorException.Kind.INDETERMINATE,
        "answer of another kind than asked for: expected " + expected);
  }

  private ControlMessage ask(Function<RequestId, ControlMessage> request) {
    Deadline end = Deadline.in(deadline);
    while (true) {
      long current = session(end);
      ControlMessage answer = search.ask(request.apply(new RequestId(current, ++requests)), end);
      if (!(answer instanceof SessionExpired)) {
        return answer;
      }
      session = OptionalLong.empty(); // Nothing was done: it is a new request in another session.
    }
  }

  private long session(Deadline end) {
    if (session.isEmpty()) {
      session = OptionalLong.of(openSession(end));
      requests = 0;
    }
    return session.getAsLong();
  }

  private long openSession(Deadline end) {
    try {
      if (search.ask(new OpenSession(random.nextLong()), end) instanceof SessionOpened opened) {
        return opened.session();
      }
    } catch (CoordinatorException e) {
      // One that was opened and that nobody knows of does no harm.
      throw new CoordinatorException(
          CoordinatorException.Kind.UNREACHABLE,
          "no session could be opened, nothing was done: " + e.getMessage());
    }
    throw unexpected("SessionOpened");
  }

  @Override
  public void close() {
    search.close();
  }
}
