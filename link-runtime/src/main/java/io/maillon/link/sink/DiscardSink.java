package io.maillon.link.sink;

import com.codahale.metrics.Counter;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Counts records and forgets them: {@code discard:}.
 *
 * <p>Options: {@code latency: true} measures from the time stamp of {@link
 * io.maillon.link.source.GeneratorSource} to the arrival here, on one host (false); {@code warmUp}:
 * how many records pass at each owner before latencies count (0); {@code report}: a file for what
 * was measured, written at the end, with {@code -INDEX} added where the stage has several
 * partitions (none).
 *
 * <p>The mark is the count, so the report's {@code records} is exact whatever fails. Times are
 * those of the last owner.
 */
public final class DiscardSink implements Sink<Bytes> {
  private final LatencyHistogram latencies = new LatencyHistogram();
  private Optional<Path> report = Optional.empty();
  private boolean latency;
  private long warmUp;
  private Counter counter;
  private long records;
  private long recordsHere;
  private long countedHere;
  private long firstNs;
  private long lastNs;

  @Override
  public Codec<Bytes> inputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(SinkContext context, Optional<Bytes> mark) {
    context.options().allow("latency", "warmUp", "report");
    latency = context.options().flag("latency", false);
    warmUp = context.options().number("warmUp", 0, 0, Long.MAX_VALUE);
    String suffix = context.partitions() == 1 ? "" : "-" + context.partition().index();
    report = context.options().text("report").map(name -> Path.of(name + suffix).toAbsolutePath());
    records = mark.map(Codecs::readLong).orElse(0L);
    counter = context.counter("records");
  }

  @Override
  public void write(Bytes record, SinkContext context) {
    records++;
    recordsHere++;
    if (latency && recordsHere > warmUp) {
      long nowNs = System.nanoTime();
      latencies.add(nowNs - Codecs.readLong(record.slice(0, 8)));
    }
  }

  @Override
  public Bytes flush() {
    if (recordsHere > countedHere) {
      lastNs = System.nanoTime();
      firstNs = countedHere == 0 ? lastNs : firstNs;
      counter.inc(recordsHere - countedHere);
      countedHere = recordsHere;
    }
    ByteOutput out = new ByteOutput(8);
    out.writeLong(records);
    return Bytes.wrap(out.array());
  }

  @Override
  public void finish() throws IOException {
    if (report.isEmpty() || (recordsHere == 0 && Files.exists(report.get()))) {
      return; // a later owner saw nothing that the report would not already say
    }
    Files.createDirectories(report.get().getParent());
    Files.writeString(report.get(), text());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("records ").append(records).append('\n');
    text.append("recordsByLastOwner ").append(recordsHere).append('\n');
    text.append("elapsedNs ").append(lastNs - firstNs).append('\n');
    if (latency) {
      latencies.appendTo(text);
    }
    return text.toString();
  }
}
