package io.maillon.examples.flights;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import java.util.Arrays;

/**
 * Count, sum and exact histogram of delays in whole minutes. Not thread-safe.
 *
 * <p>Encoded as varints: the sum, the lowest delay, then the number of flights for each minute from
 * there on, where a 0 is followed by how many more minutes without a flight there are. The state of
 * a large airport takes some 500 bytes instead of the 4 per flight that the delays themselves need.
 */
final class Delays {
  /** Delays beyond are refused: 10 weeks, far from any real flight, close enough for memory. */
  static final int MINUTES_MAX = 100_000;

  private static final int SPREAD = 64;

  private long count;
  private long sumMinutes;
  private int lowest;
  private int[] flights = new int[0];

  void add(int minutes) {
    if (Math.abs(minutes) > MINUTES_MAX) {
      throw new IllegalArgumentException(
          "delay '" + minutes + "': expected minutes from -" + MINUTES_MAX + " to " + MINUTES_MAX);
    }
    makeRoom(minutes);
    flights[minutes - lowest]++;
    count++;
    sumMinutes += minutes;
  }

  private void makeRoom(int minutes) {
    if (flights.length == 0) {
      lowest = minutes - SPREAD / 2;
      flights = new int[SPREAD];
    }
    if (minutes < lowest) {
      int more = lowest - minutes + SPREAD;
      int[] wider = new int[flights.length + more];
      System.arraycopy(flights, 0, wider, more, flights.length);
      flights = wider;
      lowest -= more;
    }
    if (minutes - lowest >= flights.length) {
      flights = Arrays.copyOf(flights, minutes - lowest + SPREAD);
    }
  }

  long count() {
    return count;
  }

  /** Mean in hundredths of a minute, halves away from zero. */
  long meanHundredths() {
    long twice = 200 * Math.abs(sumMinutes);
    return Long.signum(sumMinutes) * ((twice + count) / (2 * count));
  }

  /** The smallest delay that 95 of 100 flights do not exceed (nearest rank). */
  int percentile95() {
    long above = count - (95 * count + 99) / 100;
    int at = flights.length - 1;
    while (flights[at] == 0 || flights[at] <= above) {
      above -= flights[at];
      at--;
    }
    return lowest + at;
  }

  /** {@code origin,count,mean,p95}. */
  String line(String origin) {
    long mean = meanHundredths();
    long cents = Math.abs(mean) % 100;
    StringBuilder line = new StringBuilder(32).append(origin).append(',').append(count).append(',');
    line.append(mean < 0 ? "-" : "").append(Math.abs(mean) / 100);
    line.append(cents < 10 ? ".0" : ".").append(cents);
    return line.append(',').append(percentile95()).toString();
  }

  private void encode(ByteOutput out) {
    int first = 0;
    int end = flights.length;
    while (first < end && flights[first] == 0) {
      first++;
    }
    while (end > first && flights[end - 1] == 0) {
      end--;
    }
    SignedVarints.write(sumMinutes, out);
    SignedVarints.write(lowest + first, out);
    int at = first;
    while (at < end) {
      out.writeVarLong(flights[at]);
      if (flights[at++] == 0) {
        int from = at;
        while (flights[at] == 0) {
          at++;
        }
        out.writeVarLong(at - from);
      }
    }
  }

  private static Delays decode(Bytes encoded) {
    Delays delays = new Delays();
    SignedVarints in = new SignedVarints(encoded);
    delays.sumMinutes = in.nextSigned();
    delays.lowest = (int) in.nextSigned();
    int[] flights = new int[encoded.length()];
    int at = 0;
    while (in.hasNext()) {
      int number = (int) in.next();
      if (number == 0) {
        at += 1 + (int) in.next();
      } else {
        flights = at < flights.length ? flights : Arrays.copyOf(flights, at + SPREAD);
        flights[at++] = number;
        delays.count += number;
      }
    }
    delays.flights = flights;
    return delays;
  }

  /** See the class. */
  static final Codec<Delays> CODEC =
      new Codec<>() {
        @Override
        public void encode(Delays value, ByteOutput out) {
          value.encode(out);
        }

        @Override
        public Delays decode(Bytes bytes) {
          return Delays.decode(bytes);
        }
      };
}
