package io.maillon.examples.payments;

/**
 * A card to be charged, as a line {@code number,card,cents}.
 *
 * @param number of the charge, from 0
 * @param card whose
 * @param cents how much
 */
record Charge(long number, String card, long cents) {
  private static final int CARDS = 500;

  /** The charge of that number; the amounts differ, so that a repeat is seen by eye. */
  static Charge of(long number) {
    return new Charge(number, "card-" + number * 7919 % CARDS, 1000 + number);
  }

  static Charge parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("'" + line + "': expected number,card,cents");
    }
    return new Charge(Long.parseLong(fields[0]), fields[1], Long.parseLong(fields[2]));
  }

  String line() {
    return number + "," + card + "," + cents;
  }
}
