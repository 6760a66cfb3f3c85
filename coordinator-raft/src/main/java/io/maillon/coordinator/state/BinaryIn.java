package io.maillon.coordinator.state;

import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads what {@link BinaryOut} wrote. Any other bytes end in an {@link IllegalArgumentException}; a
 * length never allocates more than what is left could fill.
 */
final class BinaryIn {
  private final ByteBuffer in;

  BinaryIn(ByteBuffer in) {
    this.in = in;
  }

  int int8() {
    need(1);
    return in.get();
  }

  int int32() {
    need(4);
    return in.getInt();
  }

  long int64() {
    need(8);
    return in.getLong();
  }

  boolean bool() {
    return int8() != 0;
  }

  String text() {
    byte[] utf8 = new byte[length()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  <T> List<T> list(Supplier<T> item) {
    int size = length();
    List<T> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  <T> Optional<T> optional(Supplier<T> item) {
    return bool() ? Optional.of(item.get()) : Optional.empty();
  }

  InstanceId instance() {
    return new InstanceId(text(), int32());
  }

  PartitionId partition() {
    return new PartitionId(text(), int32());
  }

  Address address() {
    return new Address(text(), int32());
  }

  Configuration configuration() {
    return new Configuration(int64(), optional(this::instance), list(this::instance));
  }

  Claim claim() {
    return new Claim(int64(), instance(), list(this::instance));
  }

  Position position() {
    return new Position(partition(), int64(), bool());
  }

  Register register() {
    return new Register(
        text(),
        text(),
        int64(),
        address(),
        text(),
        int64(),
        list(this::text),
        bool(),
        list(this::instance));
  }

  PipelineSpec spec() {
    return new PipelineSpec(
        text(), list(this::stage), list(this::link), new Limits(int32(), int32(), int32()));
  }

  Action.Stable stable() {
    return new Action.Stable(
        partition(), int64(), int64(), int64(), int64(), int64(), list(this::position));
  }

  Reply reply() {
    return formerReply().withValue(optional(this::text));
  }

  /** As it was before there were values. */
  Reply formerReply() {
    return new Reply(bool(), text(), optional(this::instance), Optional.empty());
  }

  void end() {
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes behind the end");
    }
  }

  private StageSpec stage() {
    return new StageSpec(
        text(),
        constant(StageSpec.Kind.class),
        text(),
        int32(),
        int32(),
        int32(),
        constant(LogKind.class),
        options());
  }

  private LinkSpec link() {
    return new LinkSpec(text(), text(), constant(Edge.class));
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    list(() -> options.put(text(), text()));
    return options;
  }

  private <E extends Enum<E>> E constant(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  /** Of something whose every part takes a byte at least. */
  private int length() {
    int length = int32();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "length " + length + " with " + in.remaining() + " bytes left");
    }
    return length;
  }

  private void need(int size) {
    if (in.remaining() < size) {
      throw new IllegalArgumentException(
          "needs " + size + " bytes with " + in.remaining() + " left");
    }
  }
}
