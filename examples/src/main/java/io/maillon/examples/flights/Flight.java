package io.maillon.examples.flights;

import java.util.regex.Pattern;

/**
 * One flight.
 *
 * @param origin airport, IATA code
 * @param delayMinutes negative = early
 */
record Flight(String origin, int delayMinutes) {
  static final String HEADER = "date,delay,distance,origin,destination";

  private static final Pattern DATE = Pattern.compile("\\d{8}");
  private static final Pattern AIRPORT = Pattern.compile("[A-Z0-9]{3}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final Pattern MINUTES = Pattern.compile("-?\\d{1,5}");

  /**
   * Reads one line of the file.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  static Flight parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("line '" + line + "': expected the 5 fields " + HEADER);
    }
    check("date", fields[0], DATE, "MMDDhhmm");
    check("delay", fields[1], MINUTES, "whole minutes from -99999 to 99999");
    check("distance", fields[2], NUMBER, "whole miles up to 99999");
    check("origin", fields[3], AIRPORT, "an IATA code such as ANC");
    check("destination", fields[4], AIRPORT, "an IATA code such as ANC");
    return new Flight(fields[3], Integer.parseInt(fields[1]));
  }

  private static void check(String field, String value, Pattern pattern, String expected) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(field + " '" + value + "': expected " + expected);
    }
  }
}
