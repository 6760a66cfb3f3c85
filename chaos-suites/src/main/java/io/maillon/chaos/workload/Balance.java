package io.maillon.chaos.workload;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;

/**
 * State of an account.
 *
 * @param count orders so far
 * @param sum of them
 */
record Balance(long count, long sum) {
  static final Balance NONE = new Balance(0, 0);

  Balance plus(long amount) {
    return new Balance(count + 1, sum + amount);
  }

  static final Codec<Balance> CODEC =
      new Codec<>() {
        @Override
        public void encode(Balance balance, ByteOutput out) {
          out.writeVarLong(balance.count);
          out.writeVarLong(balance.sum);
        }

        @Override
        public Balance decode(Bytes bytes) {
          VarLongs in = new VarLongs(bytes, 0);
          return new Balance(in.next(), in.next());
        }
      };
}
