package io.maillon.link.sink;

import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes each record and a newline to a file, exactly once: {@code file:PATH}. The file appears
 * when the stream has ended, whole, by a rename; an earlier one is replaced. Where the stage has
 * several partitions each makes its own, with {@code -INDEX} before the extension.
 *
 * <p>Until then the data lies in {@code PATH.parts/part-INDEX-EPOCH}, one file per owner. The mark
 * says how many bytes of each count. An owner that lost its epoch without knowing writes to its own
 * part only, of which the count was settled before the next owner began: nothing it adds is ever
 * read.
 *
 * <p>Option {@code fsync: true}: brings data to the disk at each commit, so it also survives a loss
 * of power, at the price of a disk write per commit (false: it survives kill -9 of any process).
 * All instances that may run the stage must see the same directory.
 */
public final class FileSink implements Sink<Bytes> {
  private PartFiles files;
  private PartMark mark;
  private PartWriter writer;
  private long epoch;
  private boolean fsync;

  @Override
  public Codec<Bytes> inputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(SinkContext context, Optional<Bytes> stored) throws IOException {
    context.options().allow("fsync");
    fsync = context.options().flag("fsync", false);
    if (context.location().isBlank()) {
      throw new InvalidPipelineException(
          "stages." + context.partition().stage() + ".sink", "file:", "file:PATH");
    }
    epoch = context.epoch();
    files =
        new PartFiles(
            Path.of(context.location()).toAbsolutePath(),
            context.partition().index(),
            context.partitions());
    mark = stored.map(PartMark::decode).orElseGet(PartMark::new);
    files.prepare();
    writer = new PartWriter(files.part(epoch), mark.lengthBytes(epoch));
  }

  @Override
  public void write(Bytes record, SinkContext context) throws IOException {
    writer.writeLine(record);
  }

  @Override
  public Bytes flush() throws IOException {
    mark.put(epoch, writer.flush(fsync));
    return mark.encode();
  }

  @Override
  public void finish() throws IOException {
    writer.close();
    files.assemble(mark, epoch, fsync);
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
