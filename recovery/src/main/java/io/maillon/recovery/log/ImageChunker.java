package io.maillon.recovery.log;

import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.ImageHeader;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import java.util.ArrayList;
import java.util.List;

/** Cuts an image into chunks of some {@value #CHUNK_BYTES} bytes. */
final class ImageChunker {
  static final int CHUNK_BYTES = 256 << 10;

  private final ImageHeader header;
  private final List<ImageChunk> chunks = new ArrayList<>();
  private List<StateChange> entries = new ArrayList<>();
  private List<OutputBatch> inFlight = new ArrayList<>();
  private long bytes;

  ImageChunker(ImageHeader header) {
    this.header = header;
  }

  void add(StateChange entry) {
    makeRoom(entry.sizeBytes());
    entries.add(entry);
  }

  void add(OutputBatch batch) {
    makeRoom(batch.sizeBytes());
    inFlight.add(batch);
  }

  List<ImageChunk> finish() {
    close(true);
    return chunks;
  }

  private void makeRoom(int size) {
    if (bytes > 0 && bytes + size > CHUNK_BYTES) {
      close(false);
    }
    bytes += size;
  }

  private void close(boolean last) {
    chunks.add(new ImageChunk(chunks.size(), last, header, entries, inFlight));
    entries = new ArrayList<>();
    inFlight = new ArrayList<>();
    bytes = 0;
  }
}
