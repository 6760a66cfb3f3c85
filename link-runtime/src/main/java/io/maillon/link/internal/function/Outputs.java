package io.maillon.link.internal.function;

import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.WorkResult.Draft;
import java.util.ArrayList;
import java.util.List;

/**
 * What a partition emits in one run, sorted by target partition: {@link #begin}, emit, {@link
 * #take}. Owned by the thread that runs the function.
 *
 * <p>Drafts come in the order of their first records, so over a single link that is not keyed the
 * output offsets follow the order of emission.
 */
final class Outputs {
  static final int DRAFT_BYTES_MAX = 64 << 10;
  static final int RECORD_BYTES_MAX = 8 << 20;

  /** A run ends when it has emitted and changed so much. */
  static final int RUN_BYTES_ENOUGH = 1 << 20;

  /** One call may not go further: a commit has to fit into a frame of 16 MiB. */
  static final int RUN_BYTES_MAX = 12 << 20;

  private final PartitionId self;
  private final List<Route> routes = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Segment> open = new ArrayList<>();
  private final List<Integer> openPlaces = new ArrayList<>();
  private long bytes;

  Outputs(PipelineSpec spec, PartitionId self) {
    this.self = self;
    for (LinkSpec link : spec.linksFrom(self.stage())) {
      routes.add(new Route(link, self.index(), spec.stage(link.to()).partitions()));
    }
  }

  /** Starts a run; the balanced edges send all of it to these targets. */
  void begin(List<PartitionId> balancedTargets) {
    for (Route route : routes) {
      route.begin(balancedTargets);
    }
  }

  /** So many bytes were emitted in this run. */
  long bytes() {
    return bytes;
  }

  <T> void emit(Bytes key, T record, Codec<T> codec) {
    Segment first = null;
    for (int i = 0; i < routes.size(); i++) {
      first = emit(routes.get(i), key, record, codec, first);
    }
  }

  <T> void emitTo(String stage, Bytes key, T record, Codec<T> codec) {
    for (Route route : routes) {
      if (route.stage().equals(stage)) {
        emit(route, key, record, codec, null);
        return;
      }
    }
    throw new IllegalArgumentException(
        "record emitted to '"
            + stage
            + "': expected a stage with a link from "
            + self.stage()
            + ", one of "
            + routes.stream().map(Route::stage).toList());
  }

  List<Draft> take() {
    for (int i = 0; i < open.size(); i++) {
      drafts.set(openPlaces.get(i), open.get(i).take());
    }
    List<Draft> taken = List.copyOf(drafts);
    drafts.clear();
    open.clear();
    openPlaces.clear();
    bytes = 0;
    return taken;
  }

  /** Encodes the record for the first target; the others get a copy of those bytes. */
  private <T> Segment emit(Route route, Bytes key, T record, Codec<T> codec, Segment encoded) {
    Segment first = encoded;
    if (route.edge() != Edge.BROADCAST) {
      return add(route.target(key), key, record, codec, first);
    }
    for (Segment target : route.all()) {
      first = add(target, key, record, codec, first);
    }
    return first;
  }

  private <T> Segment add(Segment to, Bytes key, T record, Codec<T> codec, Segment encoded) {
    boolean opens = to.count() == 0;
    int before = to.lengthBytes();
    if (encoded == null) {
      to.add(key, record, codec);
    } else {
      to.addLastOf(encoded);
    }
    if (opens) {
      open.add(to);
      openPlaces.add(drafts.size());
      drafts.add(null);
    }
    charge(to.lengthBytes() - before);
    if (to.lengthBytes() > DRAFT_BYTES_MAX && to.count() > 1) {
      cut(to);
    }
    return to;
  }

  private void cut(Segment segment) {
    int i = open.indexOf(segment);
    drafts.set(openPlaces.get(i), segment.cutBeforeLast());
    openPlaces.set(i, drafts.size());
    drafts.add(null);
  }

  private void charge(int recordBytes) {
    bytes += recordBytes;
    if (bytes > RUN_BYTES_MAX) {
      throw new IllegalStateException(
          "one call emitted "
              + bytes
              + " bytes: expected at most "
              + RUN_BYTES_MAX
              + "; emit less per record, or per key at the end");
    }
  }
}
