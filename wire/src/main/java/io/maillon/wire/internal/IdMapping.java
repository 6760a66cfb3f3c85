package io.maillon.wire.internal;

import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.wire.MalformedFrameException;
import io.maillon.wire.proto.CommonProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Names and configurations to Protobuf and back. A name left out is refused, not taken as "". */
public final class IdMapping {
  private IdMapping() {}

  public static CommonProto.PartitionId toProto(PartitionId id) {
    return CommonProto.PartitionId.newBuilder().setStage(id.stage()).setIndex(id.index()).build();
  }

  public static PartitionId fromProto(CommonProto.PartitionId id) {
    return new PartitionId(named("partition stage", id.getStage()), id.getIndex());
  }

  public static CommonProto.InstanceId toProto(InstanceId id) {
    return CommonProto.InstanceId.newBuilder()
        .setName(id.name())
        .setIncarnation(id.incarnation())
        .build();
  }

  public static InstanceId fromProto(CommonProto.InstanceId id) {
    return new InstanceId(named("instance name", id.getName()), id.getIncarnation());
  }

  public static CommonProto.Address toProto(Address address) {
    return CommonProto.Address.newBuilder().setHost(address.host()).setPort(address.port()).build();
  }

  public static Address fromProto(CommonProto.Address address) {
    return new Address(address.getHost(), address.getPort());
  }

  public static CommonProto.Position toProto(Position position) {
    return CommonProto.Position.newBuilder()
        .setUpstream(toProto(position.upstream()))
        .setOffset(position.offset())
        .setEnded(position.ended())
        .build();
  }

  public static Position fromProto(CommonProto.Position position) {
    return new Position(
        fromProto(position.getUpstream()), position.getOffset(), position.getEnded());
  }

  public static CommonProto.Configuration toProto(Configuration configuration) {
    CommonProto.Configuration.Builder builder =
        CommonProto.Configuration.newBuilder()
            .setEpoch(configuration.epoch())
            .addAllReplicas(list(configuration.replicas(), IdMapping::toProto));
    configuration.owner().ifPresent(owner -> builder.setOwner(toProto(owner)));
    return builder.build();
  }

  public static Configuration fromProto(CommonProto.Configuration configuration) {
    return new Configuration(
        configuration.getEpoch(),
        configuration.hasOwner()
            ? Optional.of(fromProto(configuration.getOwner()))
            : Optional.empty(),
        list(configuration.getReplicasList(), IdMapping::fromProto));
  }

  public static CommonProto.Claim toProto(Claim claim) {
    return CommonProto.Claim.newBuilder()
        .setEpoch(claim.epoch())
        .setCandidate(toProto(claim.candidate()))
        .addAllReplicas(list(claim.replicas(), IdMapping::toProto))
        .build();
  }

  public static Claim fromProto(CommonProto.Claim claim) {
    return new Claim(
        claim.getEpoch(),
        fromProto(claim.getCandidate()),
        list(claim.getReplicasList(), IdMapping::fromProto));
  }

  static <A, B> List<B> list(List<A> values, Function<A, B> mapping) {
    if (values.isEmpty()) {
      return List.of();
    }
    List<B> mapped = new ArrayList<>(values.size());
    for (A value : values) {
      mapped.add(mapping.apply(value));
    }
    return mapped;
  }

  private static String named(String place, String name) {
    if (name.isEmpty()) {
      throw new MalformedFrameException(place, name, "a name");
    }
    return name;
  }
}
