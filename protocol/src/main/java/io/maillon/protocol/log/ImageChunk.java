package io.maillon.protocol.log;

import java.util.List;

/**
 * One part of a log on its way to another node. An image always travels whole: chunk 0 first, with
 * the header, then in order up to the one marked last. State entries come first, then outputs in
 * flight in offset order.
 *
 * @param number from 0
 * @param last whether the image is complete with this chunk
 * @param header the same in every chunk
 * @param entries of the state, values present
 * @param inFlight outputs not yet acknowledged
 */
public record ImageChunk(
    int number,
    boolean last,
    ImageHeader header,
    List<StateChange> entries,
    List<OutputBatch> inFlight) {
  public ImageChunk {
    entries = List.copyOf(entries);
    inFlight = List.copyOf(inFlight);
  }
}
