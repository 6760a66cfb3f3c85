package io.maillon.wire;

import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The records that a coordinator stores, with their codecs. */
final class StoredValues {
  static final Map<Class<?>, BinaryCodec<?>> CODECS = new LinkedHashMap<>();

  static {
    CODECS.put(PartitionId.class, BinaryCodecs.PARTITION_ID);
    CODECS.put(InstanceId.class, BinaryCodecs.INSTANCE_ID);
    CODECS.put(Address.class, BinaryCodecs.ADDRESS);
    CODECS.put(Position.class, BinaryCodecs.POSITION);
    CODECS.put(Configuration.class, BinaryCodecs.CONFIGURATION);
    CODECS.put(Claim.class, BinaryCodecs.CLAIM);
    CODECS.put(PipelineSpec.class, BinaryCodecs.PIPELINE_SPEC);
    CODECS.put(InstanceEntry.class, BinaryCodecs.INSTANCE_ENTRY);
    CODECS.put(PartitionEntry.class, BinaryCodecs.PARTITION_ENTRY);
  }

  private StoredValues() {}

  @SuppressWarnings("unchecked") // the map pairs each class with its codec
  static <T> byte[] encode(Class<?> type, BinaryCodec<T> codec, Samples samples) {
    return codec.encode((T) samples.of(type));
  }
}
