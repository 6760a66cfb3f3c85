package io.maillon.chaos.workload;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;

/**
 * An order, decoded.
 *
 * @param partition source partition that it came from
 * @param n its number there, from 0
 * @param amount in cents
 * @param dueMs when it was due, milliseconds after the start
 */
record Order(int partition, long n, long amount, long dueMs) {
  static final Codec<Order> CODEC =
      new Codec<>() {
        @Override
        public void encode(Order order, ByteOutput out) {
          out.writeVarLong(order.partition);
          out.writeVarLong(order.n);
          out.writeVarLong(order.amount);
          out.writeVarLong(order.dueMs);
        }

        @Override
        public Order decode(Bytes bytes) {
          VarLongs in = new VarLongs(bytes, 0);
          return new Order((int) in.next(), in.next(), in.next(), in.next());
        }
      };
}
