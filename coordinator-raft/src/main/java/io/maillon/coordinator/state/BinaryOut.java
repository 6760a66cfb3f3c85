package io.maillon.coordinator.state;

import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes records of the state in a fixed order; read back by {@link BinaryIn}. */
final class BinaryOut {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  void int8(int value) {
    write(() -> out.writeByte(value));
  }

  void int32(int value) {
    write(() -> out.writeInt(value));
  }

  void int64(long value) {
    write(() -> out.writeLong(value));
  }

  void bool(boolean value) {
    int8(value ? 1 : 0);
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    int32(utf8.length);
    write(() -> out.write(utf8));
  }

  <T> void list(Collection<T> items, Consumer<T> item) {
    int32(items.size());
    items.forEach(item);
  }

  <T> void optional(Optional<T> value, Consumer<T> item) {
    bool(value.isPresent());
    value.ifPresent(item);
  }

  void instance(InstanceId id) {
    text(id.name());
    int32(id.incarnation());
  }

  void partition(PartitionId id) {
    text(id.stage());
    int32(id.index());
  }

  void address(Address address) {
    text(address.host());
    int32(address.port());
  }

  void configuration(Configuration c) {
    int64(c.epoch());
    optional(c.owner(), this::instance);
    list(c.replicas(), this::instance);
  }

  void claim(Claim c) {
    int64(c.epoch());
    instance(c.candidate());
    list(c.replicas(), this::instance);
  }

  void position(Position p) {
    partition(p.upstream());
    int64(p.offset());
    bool(p.ended());
  }

  void register(Register r) {
    text(r.pipeline());
    text(r.name());
    int64(r.session());
    address(r.address());
    text(r.host());
    int64(r.pid());
    list(r.stages(), this::text);
    bool(r.logHost());
    list(r.carries(), this::instance);
  }

  void spec(PipelineSpec s) {
    text(s.name());
    list(s.stages(), this::stage);
    list(s.links(), this::link);
    int32(s.limits().windowBytes());
    int32(s.limits().inFlightBytes());
    int32(s.limits().batchBytes());
  }

  void stable(Action.Stable s) {
    partition(s.partition());
    int64(s.epoch());
    int64(s.committedIndex());
    int64(s.lastOffset());
    int64(s.ackedOffset());
    int64(s.replayed());
    list(s.positions(), this::position);
  }

  void reply(Reply r) {
    bool(r.done());
    text(r.message());
    optional(r.instance(), this::instance);
    optional(r.value(), this::text);
  }

  private void stage(StageSpec s) {
    text(s.name());
    text(s.kind().name());
    text(s.implementation());
    int32(s.partitions());
    int32(s.instances());
    int32(s.replication());
    text(s.log().name());
    list(
        s.options().entrySet(),
        e -> {
          text(e.getKey());
          text(e.getValue());
        });
  }

  private void link(LinkSpec l) {
    text(l.from());
    text(l.to());
    text(l.edge().name());
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
