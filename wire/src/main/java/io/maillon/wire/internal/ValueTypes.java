package io.maillon.wire.internal;

import static io.maillon.wire.internal.OperatorTypes.requestId;
import static io.maillon.wire.internal.OperatorTypes.type;

import io.maillon.protocol.control.AccessValue;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.control.ValueAnswer;
import io.maillon.wire.MalformedFrameException;
import io.maillon.wire.proto.ControlProto;
import java.util.List;
import java.util.Optional;

/** Messages about values that the coordinators agree on. */
final class ValueTypes {
  static final List<MessageType<?, ?>> ALL =
      List.of(
          type(
              0x6c,
              AccessValue.class,
              ControlProto.AccessValue.parser(),
              ValueTypes::accessOf,
              ValueTypes::accessFrom),
          type(
              0x6d,
              ValueAnswer.class,
              ControlProto.ValueAnswer.parser(),
              ValueTypes::answerOf,
              h ->
                  new ValueAnswer(
                      requestId(h.getSession(), h.getRequestId()),
                      h.getDone(),
                      h.getMessage(),
                      h.hasText() ? Optional.of(h.getText()) : Optional.empty())));

  private ValueTypes() {}

  private static ControlProto.AccessValue accessOf(AccessValue m) {
    ControlProto.AccessValue.Builder builder =
        ControlProto.AccessValue.newBuilder()
            .setSession(m.requestId().session())
            .setRequestId(m.requestId().number())
            .setName(m.name());
    if (m.access() instanceof ValueAccess.Write a) {
      ControlProto.WriteValue.Builder write = ControlProto.WriteValue.newBuilder();
      a.text().ifPresent(write::setText);
      builder.setWrite(write);
    } else if (m.access() instanceof ValueAccess.CompareAndSet a) {
      ControlProto.CompareAndSetValue.Builder set = ControlProto.CompareAndSetValue.newBuilder();
      a.expected().ifPresent(set::setExpected);
      a.text().ifPresent(set::setText);
      builder.setCompareAndSet(set);
    } else if (m.access() instanceof ValueAccess.Add a) {
      builder.setAdd(ControlProto.AddValue.newBuilder().setAmount(a.amount()));
    } else {
      builder.setRead(ControlProto.ReadValue.getDefaultInstance());
    }
    return builder.build();
  }

  private static AccessValue accessFrom(ControlProto.AccessValue h) {
    ValueAccess access =
        switch (h.getAccessCase()) {
          case READ -> new ValueAccess.Read();
          case WRITE ->
              new ValueAccess.Write(
                  h.getWrite().hasText() ? Optional.of(h.getWrite().getText()) : Optional.empty());
          case COMPARE_AND_SET -> compareAndSet(h.getCompareAndSet());
          case ADD -> new ValueAccess.Add(h.getAdd().getAmount());
          case ACCESS_NOT_SET ->
              throw new MalformedFrameException(
                  "AccessValue.access", "nothing", "read, write, compare_and_set or add");
        };
    return new AccessValue(requestId(h.getSession(), h.getRequestId()), h.getName(), access);
  }

  private static ValueAccess compareAndSet(ControlProto.CompareAndSetValue h) {
    return new ValueAccess.CompareAndSet(
        h.hasExpected() ? Optional.of(h.getExpected()) : Optional.empty(),
        h.hasText() ? Optional.of(h.getText()) : Optional.empty());
  }

  private static ControlProto.ValueAnswer answerOf(ValueAnswer m) {
    ControlProto.ValueAnswer.Builder builder =
        ControlProto.ValueAnswer.newBuilder()
            .setSession(m.requestId().session())
            .setRequestId(m.requestId().number())
            .setDone(m.done())
            .setMessage(m.message());
    m.text().ifPresent(builder::setText);
    return builder.build();
  }
}
