package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The records of all sources, which each check looks at. */
final class Records {
  private final Room room;
  private final Names names;
  private final List<SourceRecords> sources = new ArrayList<>();

  Records(Room room) {
    this.room = room;
    this.names = new Names(room);
  }

  int number(String source) {
    int number = names.number(source);
    if (number == sources.size()) {
      sources.add(new SourceRecords(source, room));
    }
    return number;
  }

  SourceRecords source(int number) {
    return sources.get(number);
  }

  SourceRecords source(String name) {
    return sources.get(number(name));
  }

  /** In the order of their first use. */
  List<SourceRecords> sources() {
    return sources;
  }

  long sent() {
    return sources.stream().mapToLong(s -> s.sent).sum();
  }
}
