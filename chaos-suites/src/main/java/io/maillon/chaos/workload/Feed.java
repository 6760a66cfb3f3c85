package io.maillon.chaos.workload;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codecs;
import io.maillon.link.source.Poll;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Emits the records of one source partition when they are due; what orders and payments share. What
 * could not go out in time is made up for. The position is the number of records emitted. Owned by
 * the source.
 */
final class Feed<O> {
  private static final long WAIT_MAX_US = 10_000;

  /** What comes due within it goes out together: one commit, not one for each record. */
  private static final long WAIT_MIN_US = 1_000;

  private static final long IDLE_MAX_MS = 50;
  private static final long END_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SourceContext context;
  private final LedgerPartition records;
  private final Arrivals arrivals;
  private final Emission<O> emission;
  private final RunFiles files;

  private final long startNs;

  private final long count;
  private long end;
  private long endLookedNs;
  private long emitted;

  /** Emits record n. */
  @FunctionalInterface
  interface Emission<O> {
    void emit(LedgerPartition records, long n, long dueUs, SourceOutput<O> out);
  }

  Feed(
      SourceContext context,
      Optional<Bytes> position,
      Draws.Stream arrivalStream,
      Emission<O> emission)
      throws IOException {
    this.context = context;
    this.emission = emission;
    String[] allowed = Arrays.copyOf(Workload.OPTIONS, Workload.OPTIONS.length + 1);
    allowed[allowed.length - 1] = "directory";
    context.options().allow(allowed);
    Workload workload = Workload.from(context.options());
    int partitions = context.partitions();
    int partition = context.partition().index();
    records =
        new LedgerPartition(
            workload, LedgerPartition.skew(workload, partitions), partition, partitions);
    arrivals = workload.arrivals(arrivalStream, partition, partitions);
    count = LedgerPartition.count(workload, partitions);
    files = new RunFiles(directory());
    emitted = position.map(Codecs::readLong).orElse(0L);
    startNs = files.startNs(System.nanoTime());
    lookForEnd();
  }

  private Path directory() {
    return Path.of(
        context
            .options()
            .text("directory")
            .orElseThrow(
                () ->
                    new InvalidPipelineException(
                        context.options().place("directory"), "", "a directory that all see")));
  }

  Poll poll(SourceOutput<O> out) {
    if (System.nanoTime() - endLookedNs >= END_LOOK_NS) {
      lookForEnd();
    }
    long waitUs = waitUs();
    if (waitUs > 0) {
      LockSupport.parkNanos(
          TimeUnit.MICROSECONDS.toNanos(Math.min(WAIT_MAX_US, Math.max(WAIT_MIN_US, waitUs))));
    }
    emitDue(out);
    if (emitted == end) {
      files.sent(context.partition().stage(), context.partition().index(), emitted);
      return Poll.ENDED;
    }
    waitUs = waitUs();
    return waitUs <= WAIT_MAX_US ? Poll.MORE : Poll.idle(Math.min(IDLE_MAX_MS, waitUs / 1000));
  }

  private void emitDue(SourceOutput<O> out) {
    long nowUs = nowUs();
    while (emitted < end && !out.full()) {
      long dueUs = arrivals.dueUs(emitted);
      if (dueUs > nowUs) {
        return;
      }
      emission.emit(records, emitted, dueUs, out);
      emitted++;
    }
  }

  /** Until the next one is due; not above 0 = it is, or nothing more comes. */
  private long waitUs() {
    return emitted == end ? 0 : arrivals.dueUs(emitted) - nowUs();
  }

  private long nowUs() {
    return (System.nanoTime() - startNs) / 1000;
  }

  private void lookForEnd() {
    endLookedNs = System.nanoTime();
    end = Math.min(count, files.end().orElse(count));
    if (emitted > end) {
      throw new IllegalStateException(
          context.partition()
              + " has emitted "
              + emitted
              + " records: expected at most "
              + end
              + ", where the file 'end' tells it to stop; a later end lets all stop at one place");
    }
  }

  Bytes position() {
    ByteOutput out = new ByteOutput(Long.BYTES);
    out.writeLong(emitted);
    return Bytes.wrap(out.array());
  }
}
