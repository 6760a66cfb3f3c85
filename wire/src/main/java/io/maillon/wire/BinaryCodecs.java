package io.maillon.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.Address;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.wire.internal.IdMapping;
import io.maillon.wire.internal.PipelineMapping;
import io.maillon.wire.internal.TopologyMapping;
import io.maillon.wire.proto.CommonProto;
import io.maillon.wire.proto.ControlProto;
import io.maillon.wire.proto.PipelineProto;
import java.util.function.Function;

/**
 * Codecs of the values that a coordinator stores. Those of records are a length and the same
 * Protobuf message as on the wire, so that a field added later is no new format: an older build
 * skips it, a newer one reads its default.
 */
public final class BinaryCodecs {
  public static final BinaryCodec<String> STRING =
      BinaryCodec.of((value, out) -> out.putString(value), BinaryReader::getString);
  public static final BinaryCodec<Integer> INT =
      BinaryCodec.of((value, out) -> out.putInt(value), BinaryReader::getInt);
  public static final BinaryCodec<Long> LONG =
      BinaryCodec.of((value, out) -> out.putLong(value), BinaryReader::getLong);
  public static final BinaryCodec<Bytes> BYTES =
      BinaryCodec.of((value, out) -> out.putBytes(value), BinaryReader::getBytes);

  public static final BinaryCodec<PartitionId> PARTITION_ID =
      proto(CommonProto.PartitionId.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<InstanceId> INSTANCE_ID =
      proto(CommonProto.InstanceId.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<Address> ADDRESS =
      proto(CommonProto.Address.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<Position> POSITION =
      proto(CommonProto.Position.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<Configuration> CONFIGURATION =
      proto(CommonProto.Configuration.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<Claim> CLAIM =
      proto(CommonProto.Claim.parser(), IdMapping::toProto, IdMapping::fromProto);
  public static final BinaryCodec<PipelineSpec> PIPELINE_SPEC =
      proto(
          PipelineProto.PipelineSpec.parser(),
          PipelineMapping::toProto,
          PipelineMapping::fromProto);
  public static final BinaryCodec<InstanceEntry> INSTANCE_ENTRY =
      proto(
          ControlProto.InstanceEntry.parser(),
          TopologyMapping::toProto,
          TopologyMapping::fromProto);
  public static final BinaryCodec<PartitionEntry> PARTITION_ENTRY =
      proto(
          ControlProto.PartitionEntry.parser(),
          TopologyMapping::toProto,
          TopologyMapping::fromProto);

  private BinaryCodecs() {}

  private static <T, P extends MessageLite> BinaryCodec<T> proto(
      Parser<P> parser, Function<T, P> to, Function<P, T> from) {
    return BinaryCodec.of(
        (value, out) -> out.putBytes(Bytes.wrap(to.apply(value).toByteArray())),
        in -> from.apply(parse(parser, in.getBytes())));
  }

  private static <P> P parse(Parser<P> parser, Bytes bytes) {
    try {
      return parser.parseFrom(
          CodedInputStream.newInstance(bytes.array(), bytes.offset(), bytes.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedFrameException("stored value", e.getMessage(), "a Protobuf message", e);
    }
  }
}
