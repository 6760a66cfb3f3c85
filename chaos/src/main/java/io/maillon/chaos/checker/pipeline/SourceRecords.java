package io.maillon.chaos.checker.pipeline;

/**
 * What is known of the records of one source: for each a row of a few numbers. Offsets may start
 * anywhere and leave gaps, so rows lie in pages of a few neighbours.
 */
final class SourceRecords {
  private static final int PAGE_BITS = 3;
  private static final int PAGE = 1 << PAGE_BITS;

  /** A row number and an output fit into one long. */
  private static final int OUTPUT_BITS = 31;

  final String name;

  /** Line where the record was sent first, 0 = never. */
  final IntColumn sentLine = new IntColumn();

  /** Line of its first effect that is output 0, 0 = none. */
  final IntColumn effectLine = new IntColumn();

  /** Hash of key and value. */
  final IntColumn content = new IntColumn();

  /** The value as a number, where the fold is a sum. */
  final LongColumn value = new LongColumn();

  /** Lines of first effects that are other outputs, by row and output. */
  private final LongIntMap outputs = new LongIntMap();

  /** Expected effects plus 2, where that is not one. */
  private final LongIntMap effects = new LongIntMap();

  private final Room room;

  /** First row of a page, plus 1. */
  private final LongIntMap pages = new LongIntMap();

  /** First offset of a page, by page. */
  private final LongColumn starts = new LongColumn();

  private long lastPage = -1;
  private int lastFirst;
  private int rows;

  /** How many were sent. */
  long sent;

  /** Highest offset that was acknowledged, -1 = none, and in which line. */
  long ackedOffset = -1;

  int ackedLine;

  SourceRecords(String name, Room room) {
    this.name = name;
    this.room = room;
  }

  /** Takes all rows, those of neighbours that never were included. */
  interface Visitor {
    void visit(long offset, int row);
  }

  int row(long offset) {
    long page = offset >>> PAGE_BITS;
    if (page != lastPage) {
      int first = pages.putIfAbsent(page, rows + 1);
      if (first == 0) {
        room.take(PAGE);
        first = rows + 1;
        starts.set(rows >>> PAGE_BITS, page << PAGE_BITS);
        rows = Math.addExact(rows, PAGE);
      }
      lastFirst = first - 1;
      lastPage = page;
    }
    return lastFirst + (int) (offset & (PAGE - 1));
  }

  void forEach(Visitor visitor) {
    for (int row = 0; row < rows; row++) {
      visitor.visit(offset(row), row);
    }
  }

  long offset(int row) {
    return starts.get(row >>> PAGE_BITS) + (row & (PAGE - 1));
  }

  boolean isSent(int row) {
    return sentLine.get(row) != 0;
  }

  /** Whether nobody knows how many effects the record has. */
  boolean hasAnyEffects(int row) {
    return expectedEffects(row) == PipelineEvent.Sent.ANY_EFFECTS;
  }

  /** For people: {@code orders/0 offset 17}. */
  String named(int row, int output) {
    return new Input(name, offset(row), output).toString();
  }

  int expectedEffects(int row) {
    int known = effects.size() == 0 ? 0 : effects.get(row);
    return known == 0 ? 1 : known - 2;
  }

  void expectEffects(int row, int expected) {
    if (expected != 1) {
      room.take(1);
      effects.put(row, Math.addExact(expected, 2));
    }
  }

  /** Line of the first effect that is this output, 0 = none. */
  int outputLine(int row, int output) {
    return output == 0 ? effectLine.get(row) : outputs.get(outputKey(row, output));
  }

  /** Notes an effect unless one is known, whose line is returned; else 0. */
  int effect(int row, int output, int line) {
    if (output != 0) {
      int known = outputs.putIfAbsent(outputKey(row, output), line);
      room.take(known == 0 ? 1 : 0);
      return known;
    }
    int known = effectLine.get(row);
    if (known == 0) {
      effectLine.set(row, line);
    }
    return known;
  }

  private static long outputKey(int row, int output) {
    return ((long) row << OUTPUT_BITS) | output;
  }

  /** Takes effects: which row, which output, which line. */
  interface OutputVisitor {
    void visit(int row, int output, int line);
  }

  /** All first effects with an output other than 0. */
  void forEachOutput(OutputVisitor visitor) {
    outputs.forEach(
        (key, line) ->
            visitor.visit(
                (int) (key >>> OUTPUT_BITS), (int) (key & ((1L << OUTPUT_BITS) - 1)), line));
  }
}
