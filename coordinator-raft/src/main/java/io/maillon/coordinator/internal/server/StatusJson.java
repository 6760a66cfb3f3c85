package io.maillon.coordinator.internal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.leader.StatusDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status as JSON: who answers, the coordinators, the pipelines. See docs/operations/status.md.
 */
final class StatusJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusJson() {}

  /**
   * @param coordinator who answers
   * @param leads whether it leads, so that liveness and progress are filled in
   * @param leader id of who leads, as far as known
   * @param peers all coordinators
   * @param commitIndexes of each, as last heard of
   */
  static String of(
      String coordinator,
      boolean leads,
      Optional<String> leader,
      List<CoordinatorPeer> peers,
      Map<String, Long> commitIndexes,
      StatusDocument document) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("coordinator", coordinator);
    all.put("leads", leads);
    all.put("leader", leader.orElse(""));
    List<Map<String, Object>> coordinators = new ArrayList<>();
    for (CoordinatorPeer peer : peers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", peer.id());
      one.put("control", peer.host() + ":" + peer.controlPort());
      one.put("commitIndex", commitIndexes.getOrDefault(peer.id(), -1L));
      coordinators.add(one);
    }
    all.put("coordinators", coordinators);
    all.put("pipelines", document.pipelines());
    try {
      return MAPPER.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status of maps, lists, strings and numbers is JSON", e);
    }
  }
}
