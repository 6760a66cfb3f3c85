package io.maillon.wire;

import io.maillon.protocol.InstanceId;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whom a server lets in, after a common version was found. Called on the event loop. */
@FunctionalInterface
public interface Admission {
  /** Empty = welcome. */
  Optional<Refusal> check(Hello hello);

  /**
   * Of an instance's data server: this pipeline, and only those that mean this very life of it.
   *
   * @param self asked at each connection; empty = not registered yet, so nobody can mean it
   */
  static Admission data(String pipeline, Supplier<Optional<InstanceId>> self) {
    return hello -> {
      if (hello.kind() != Hello.Kind.DATA) {
        return refusal(Refusal.Code.KIND, "kind " + hello.kind() + ": expected DATA");
      }
      if (!hello.pipeline().equals(pipeline)) {
        return refusal(
            Refusal.Code.PIPELINE, "'" + hello.pipeline() + "': expected '" + pipeline + "'");
      }
      Optional<InstanceId> me = self.get();
      if (hello.to().isPresent() && !hello.to().equals(me)) {
        return refusal(Refusal.Code.NOT_ME, named(hello.to()) + ": listening here is " + named(me));
      }
      return Optional.empty();
    };
  }

  /** Of a coordinator: instances and operators, of any pipeline. */
  static Admission coordinator() {
    return hello ->
        hello.kind() == Hello.Kind.DATA
            ? refusal(Refusal.Code.KIND, "kind DATA: expected CONTROL or ADMIN")
            : Optional.empty();
  }

  private static Optional<Refusal> refusal(Refusal.Code code, String message) {
    return Optional.of(new Refusal(code, message));
  }

  private static String named(Optional<InstanceId> instance) {
    return instance.map(InstanceId::toString).orElse("nobody registered yet");
  }
}
