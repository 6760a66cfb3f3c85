package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import java.nio.ByteBuffer;

/**
 * What a sink wrote.
 *
 * @param place in the order of its partition
 * @param key of the record
 * @param item the record
 */
record Written(int place, String key, Item item) {
  static Bytes encode(int place, Bytes key, Item item) {
    Bytes content = item.encode(0);
    ByteBuffer buffer = ByteBuffer.allocate(8 + key.length() + content.length());
    buffer.putInt(place).putInt(key.length()).put(key.toArray()).put(content.toArray());
    return Bytes.wrap(buffer.array());
  }

  static Written decode(Bytes bytes) {
    ByteBuffer buffer = bytes.asBuffer();
    int place = buffer.getInt();
    int keyLength = buffer.getInt();
    String key = bytes.slice(8, keyLength).utf8();
    int at = 8 + keyLength;
    return new Written(place, key, Item.decode(bytes.slice(at, bytes.length() - at)));
  }
}
