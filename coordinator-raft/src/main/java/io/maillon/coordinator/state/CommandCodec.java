package io.maillon.coordinator.state;

import io.maillon.protocol.control.ValueAccess;
import java.nio.ByteBuffer;

/**
 * Commands as bytes of the replicated log: version, time, client, request, a type tag, the body.
 * Tags are never reused.
 */
public final class CommandCodec {
  private static final int VERSION = 2;

  /** Of before there were sessions: each request had an id of its own. */
  private static final int FORMER_VERSION = 1;

  private CommandCodec() {}

  public static byte[] encode(Command command) {
    BinaryOut out = new BinaryOut();
    out.int8(VERSION);
    out.int64(command.leaderTimeMs());
    out.int64(command.clientId());
    out.int64(command.requestId());
    write(out, command.action());
    return out.toBytes();
  }

  /**
   * @throws IllegalArgumentException when the bytes are no command of a known version and type
   */
  public static Command decode(ByteBuffer bytes) {
    BinaryIn in = new BinaryIn(bytes);
    int version = in.int8();
    if (version != VERSION && version != FORMER_VERSION) {
      throw new IllegalArgumentException(
          "command version " + version + ": expected " + FORMER_VERSION + " or " + VERSION);
    }
    Command command = new Command(in.int64(), in.int64(), in.int64(), read(in));
    in.end();
    return version == VERSION
        ? command
        : new Command(command.leaderTimeMs(), 0, 0, command.action());
  }

  public static byte[] encode(Reply reply) {
    BinaryOut out = new BinaryOut();
    out.reply(reply);
    return out.toBytes();
  }

  public static Reply decodeReply(ByteBuffer bytes) {
    return new BinaryIn(bytes).reply();
  }

  private static void write(BinaryOut out, Action action) {
    if (action instanceof Action.Apply a) {
      out.int8(1);
      out.spec(a.spec());
    } else if (action instanceof Action.Join a) {
      out.int8(a.lastIncarnation() == Action.Join.ANY ? 2 : 13);
      out.register(a.register());
      if (a.lastIncarnation() != Action.Join.ANY) {
        out.int32(a.lastIncarnation());
      }
    } else if (action instanceof Action.DeclareDead a) {
      out.int8(3);
      out.text(a.pipeline());
      out.list(a.deaths(), d -> death(out, d));
    } else if (action instanceof Action.Grant a) {
      out.int8(4);
      out.text(a.pipeline());
      out.list(a.claims(), g -> granted(out, g));
    } else if (action instanceof Action.Activate a) {
      boolean timed = a.activations().stream().anyMatch(one -> one.installedMs() != 0);
      out.int8(timed ? 16 : 5);
      out.text(a.pipeline());
      out.list(a.activations(), one -> activation(out, one, timed));
    } else if (action instanceof Action.Finish a) {
      out.int8(6);
      out.text(a.pipeline());
      out.partition(a.partition());
      out.int64(a.epoch());
      out.instance(a.owner());
    } else if (action instanceof Action.RecordStable a) {
      out.int8(7);
      out.text(a.pipeline());
      out.list(a.partitions(), out::stable);
    } else {
      writeRare(out, action);
    }
  }

  private static void writeRare(BinaryOut out, Action action) {
    if (action instanceof Action.Fail a) {
      out.int8(8);
      out.text(a.pipeline());
      out.text(a.message());
    } else if (action instanceof Action.DeclareLoss a) {
      out.int8(9);
      out.text(a.pipeline());
      out.list(a.losses(), l -> loss(out, l));
    } else if (action instanceof Action.Stop a) {
      out.int8(10);
      out.text(a.pipeline());
    } else if (action instanceof Action.Resume a) {
      out.int8(11);
      out.text(a.pipeline());
    } else if (action instanceof Action.OpenSession) {
      out.int8(14);
    } else if (action instanceof Action.UseValue a) {
      useValue(out, a);
    } else {
      out.int8(12);
    }
  }

  private static void useValue(BinaryOut out, Action.UseValue a) {
    out.int8(15);
    out.text(a.name());
    if (a.access() instanceof ValueAccess.Write write) {
      out.int8(2);
      out.optional(write.text(), out::text);
    } else if (a.access() instanceof ValueAccess.CompareAndSet set) {
      out.int8(3);
      out.optional(set.expected(), out::text);
      out.optional(set.text(), out::text);
    } else if (a.access() instanceof ValueAccess.Add add) {
      out.int8(4);
      out.int64(add.amount());
    } else {
      out.int8(1);
    }
  }

  private static Action read(BinaryIn in) {
    int type = in.int8();
    return switch (type) {
      case 1 -> new Action.Apply(in.spec());
      case 2 -> new Action.Join(in.register());
      case 3 -> new Action.DeclareDead(in.text(), in.list(() -> death(in)));
      case 4 -> new Action.Grant(in.text(), in.list(() -> granted(in)));
      case 5 -> new Action.Activate(in.text(), in.list(() -> activation(in, false)));
      case 6 -> new Action.Finish(in.text(), in.partition(), in.int64(), in.instance());
      case 7 -> new Action.RecordStable(in.text(), in.list(in::stable));
      case 8 -> new Action.Fail(in.text(), in.text());
      case 9 -> new Action.DeclareLoss(in.text(), in.list(() -> loss(in)));
      case 10 -> new Action.Stop(in.text());
      case 11 -> new Action.Resume(in.text());
      case 12 -> new Action.Tick();
      case 13 -> new Action.Join(in.register(), in.int32());
      case 14 -> new Action.OpenSession();
      case 15 -> new Action.UseValue(in.text(), access(in));
      case 16 -> new Action.Activate(in.text(), in.list(() -> activation(in, true)));
      default -> throw new IllegalArgumentException("command type " + type + ": expected 1 to 16");
    };
  }

  private static ValueAccess access(BinaryIn in) {
    int type = in.int8();
    return switch (type) {
      case 1 -> new ValueAccess.Read();
      case 2 -> new ValueAccess.Write(in.optional(in::text));
      case 3 -> new ValueAccess.CompareAndSet(in.optional(in::text), in.optional(in::text));
      case 4 -> new ValueAccess.Add(in.int64());
      default -> throw new IllegalArgumentException("value access " + type + ": expected 1 to 4");
    };
  }

  private static void death(BinaryOut out, Action.Death d) {
    out.instance(d.instance());
    out.text(d.reason());
    out.int64(d.failedMs());
    out.int64(d.suspectedMs());
    out.int64(d.declaredMs());
  }

  private static Action.Death death(BinaryIn in) {
    return new Action.Death(in.instance(), in.text(), in.int64(), in.int64(), in.int64());
  }

  private static void granted(BinaryOut out, Action.Granted g) {
    out.partition(g.partition());
    out.int64(g.activeEpoch());
    out.int64(g.newestEpoch());
    out.claim(g.claim());
    out.bool(g.fresh());
    out.text(g.cause());
  }

  private static Action.Granted granted(BinaryIn in) {
    return new Action.Granted(
        in.partition(), in.int64(), in.int64(), in.claim(), in.bool(), in.text());
  }

  private static void activation(BinaryOut out, Action.Activation a, boolean timed) {
    out.partition(a.partition());
    out.int64(a.epoch());
    out.instance(a.candidate());
    if (timed) {
      out.int64(a.installedMs());
    }
  }

  /** Older versions did not tell when it was installed. */
  private static Action.Activation activation(BinaryIn in, boolean timed) {
    return new Action.Activation(in.partition(), in.int64(), in.instance(), timed ? in.int64() : 0);
  }

  private static void loss(BinaryOut out, Action.Loss l) {
    out.partition(l.partition());
    out.int64(l.activeEpoch());
    out.text(l.message());
  }

  private static Action.Loss loss(BinaryIn in) {
    return new Action.Loss(in.partition(), in.int64(), in.text());
  }
}
