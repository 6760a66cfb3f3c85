package io.maillon.chaos.workload;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;

/**
 * One side of the join.
 *
 * @param order whether it is an entry of the ledger, else a payment
 * @param k that it is the k-th of its account, from 1; 0 for a payment, which the join counts
 * @param partition source partition that it came from
 * @param n its number there, from 0
 * @param value running sum of the account, or what was paid
 * @param dueMs when it was due, milliseconds after the start
 */
record JoinSide(boolean order, long k, int partition, long n, long value, long dueMs) {
  static JoinSide payment(int partition, long n, long amount, long dueMs) {
    return new JoinSide(false, 0, partition, n, amount, dueMs);
  }

  static final Codec<JoinSide> CODEC =
      new Codec<>() {
        @Override
        public void encode(JoinSide side, ByteOutput out) {
          out.writeByte(side.order ? 1 : 0);
          out.writeVarLong(side.k);
          out.writeVarLong(side.partition);
          out.writeVarLong(side.n);
          out.writeVarLong(side.value);
          out.writeVarLong(side.dueMs);
        }

        @Override
        public JoinSide decode(Bytes bytes) {
          VarLongs in = new VarLongs(bytes, 1);
          return new JoinSide(
              bytes.at(0) == 1, in.next(), (int) in.next(), in.next(), in.next(), in.next());
        }
      };
}
