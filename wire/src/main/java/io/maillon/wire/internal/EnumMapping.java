package io.maillon.wire.internal;

import com.google.protobuf.Internal.EnumLite;
import io.maillon.wire.MalformedFrameException;
import java.util.EnumMap;
import java.util.Map;

/**
 * A Java enum to its Protobuf twin and back. The two are paired by name, so a Java constant without
 * a twin fails when the class is loaded, in every test.
 *
 * @param <A> of the records
 * @param <B> generated, its constants named PREFIX + the Java name
 */
final class EnumMapping<A extends Enum<A>, B extends Enum<B> & EnumLite> {
  private final String place;
  private final Map<A, B> out;
  private final Map<B, A> in;

  EnumMapping(String prefix, Class<A> type, Class<B> generated) {
    place = prefix + "*";
    out = new EnumMap<>(type);
    in = new EnumMap<>(generated);
    for (A constant : type.getEnumConstants()) {
      B twin = Enum.valueOf(generated, prefix + constant.name());
      out.put(constant, twin);
      in.put(twin, constant);
    }
  }

  B of(A value) {
    return out.get(value);
  }

  /** Refuses what this build does not know: guessing a state or a reason would be worse. */
  A from(B value) {
    A constant = in.get(value);
    if (constant == null) {
      throw new MalformedFrameException(place, value, "one of " + out.keySet());
    }
    return constant;
  }
}
