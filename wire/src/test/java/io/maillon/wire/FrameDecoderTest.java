package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Deliver;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  @Test
  void readsWhatTheEncoderWrote() {
    FrameDecoder decoder = new FrameDecoder(WireOptions.DEFAULT);
    decoder.accept(Hello.Kind.DATA);
    EmbeddedChannel sender = new EmbeddedChannel(new FrameEncoder(WireOptions.DEFAULT));
    EmbeddedChannel receiver = new EmbeddedChannel(decoder);
    Deliver sent =
        new Deliver(
            new PartitionId("parse", 1),
            7,
            new OutputBatch(new PartitionId("delays", 3), 0, 1, 1, false, Bytes.utf8("\0\5hello")));
    sender.writeOutbound(sent);
    for (ByteBuf out = sender.readOutbound(); out != null; out = sender.readOutbound()) {
      receiver.writeInbound(out);
    }
    assertEquals(sent, receiver.readInbound());
  }
}
