package io.maillon.wire;

import io.maillon.protocol.Address;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.PeerMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes any message from a seed, by its record components, so that a message or a field added later
 * is covered without a change here.
 */
final class Samples {
  private static final long[] EDGES = {0, 1, 127, 128, -1, Long.MAX_VALUE, Long.MIN_VALUE};

  private final Random random;

  /** Whether nothing may be left out or zero, so that each field shows in the bytes. */
  private final boolean full;

  private Samples(long seed, boolean full) {
    this.random = new Random(seed);
    this.full = full;
  }

  static Samples any(long seed) {
    return new Samples(seed, false);
  }

  static Samples full(long seed) {
    return new Samples(seed, true);
  }

  /** Every class that may travel in a frame. */
  static List<Class<?>> messages() {
    return Stream.of(
            Stream.of(PeerMessage.class.getPermittedSubclasses()),
            Stream.of(ControlMessage.class.getPermittedSubclasses()),
            Stream.of(Hello.class, HelloReply.class))
        .<Class<?>>flatMap(s -> s)
        .toList();
  }

  Object message() {
    List<Class<?>> all = messages();
    return of(all.get(random.nextInt(all.size())));
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == long.class) {
      return full ? number() : anyLong();
    } else if (plain == int.class) {
      return full ? (int) number() : (int) anyLong();
    } else if (plain == boolean.class) {
      return full || random.nextBoolean();
    } else if (plain == String.class) {
      return text(full ? 1 : 0);
    } else if (plain == Bytes.class) {
      return bytes();
    } else if (plain.isInterface()) {
      Class<?>[] kinds = plain.getPermittedSubclasses();
      return value(kinds[random.nextInt(kinds.length)]);
    } else if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return constrained(plain);
  }

  private Object container(ParameterizedType type) {
    Type element = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) {
      return full || random.nextBoolean() ? Optional.of(value(element)) : Optional.empty();
    } else if (type.getRawType() == List.class) {
      return list(element);
    } else if (type.getRawType() == Map.class) {
      Map<String, String> map = new TreeMap<>();
      for (int i = full ? 2 : random.nextInt(3); i > 0; i--) {
        map.put(text(1), text(0));
      }
      return map;
    }
    throw new IllegalArgumentException("no sample for " + type);
  }

  private List<Object> list(Type element) {
    List<Object> values = new ArrayList<>();
    for (int i = full ? 2 : random.nextInt(4); i > 0; i--) {
      values.add(value(element));
    }
    return values;
  }

  /** Records that refuse some values. */
  private Object constrained(Class<?> type) {
    if (type == PartitionId.class) {
      return new PartitionId(text(1), random.nextInt(1000));
    } else if (type == InstanceId.class) {
      return new InstanceId(text(1), random.nextInt(100));
    } else if (type == Address.class) {
      return new Address(text(1), 1 + random.nextInt(65_535));
    } else if (type == Configuration.class) {
      Optional<InstanceId> owner =
          full || random.nextBoolean()
              ? Optional.of(new InstanceId("owner", random.nextInt(9)))
              : Optional.empty();
      return new Configuration(number(), owner, ids());
    } else if (type == Claim.class) {
      return new Claim(number(), new InstanceId("candidate", random.nextInt(9)), ids());
    } else if (type == OutputBatch.class) {
      long previous = full ? number() : random.nextInt(100);
      PartitionId target = of(PartitionId.class);
      int count = 1 + random.nextInt(1000);
      return new OutputBatch(
          target, previous, previous + 1 + random.nextInt(50), count, full, bytes());
    }
    return record(type);
  }

  private List<InstanceId> ids() {
    List<InstanceId> ids = new ArrayList<>();
    list(InstanceId.class).forEach(id -> ids.add((InstanceId) id));
    return ids;
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample for " + type, e);
    }
  }

  private long number() {
    return 1L + random.nextInt(100_000);
  }

  private long anyLong() {
    int pick = random.nextInt(2 * EDGES.length);
    return pick < EDGES.length ? EDGES[pick] : random.nextLong() >> random.nextInt(64);
  }

  private String text(int lengthMin) {
    StringBuilder text = new StringBuilder();
    for (int i = lengthMin + random.nextInt(8); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return random.nextInt(4) == 0 ? text + "é漢😀" : text.toString();
  }

  /** A slice somewhere inside a larger array, so that offsets count. */
  private Bytes bytes() {
    byte[] array = new byte[20 + random.nextInt(200)];
    random.nextBytes(array);
    int from = random.nextInt(10);
    return Bytes.wrap(array, from, full ? 5 : random.nextInt(array.length - from));
  }
}
