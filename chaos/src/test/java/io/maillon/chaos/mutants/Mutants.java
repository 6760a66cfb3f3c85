package io.maillon.chaos.mutants;

import java.util.List;

/**
 * What may go wrong in such a protocol, planted. Those that the simulation does not convict within
 * its seeds are named in docs/results.
 */
final class Mutants {
  private static final String RECOVERY = "recovery/src/main/java/io/maillon/recovery/";
  private static final String COORDINATOR =
      "coordinator-raft/src/main/java/io/maillon/coordinator/";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "a replica takes appends of fenced owners",
              RECOVERY + "partition/ReplicaCore.java",
              "public PeerMessage onAppend(Append m) {\n    if (!serves(m.epoch())) {",
              "public PeerMessage onAppend(Append m) {\n    if (m.epoch() < 0) {"),
          new Mutant(
              "a replica takes commits over a gap",
              RECOVERY + "partition/ReplicaCore.java",
              "if (!held.holds(m.previousEpoch(), m.previousIndex())) {",
              "if (m.previousIndex() > held.lastIndex()) {"),
          new Mutant(
              "a promise is lost at a restart",
              RECOVERY + "partition/ReplicaCore.java",
              "promised = stored.promisedEpoch();",
              "promised = 0;"),
          new Mutant(
              "committed before any replica has it",
              RECOVERY + "partition/OwnerCore.java",
              "replicated ? Math.min(replication.heldByAll(quorum()), log.lastIndex())",
              "replicated ? log.lastIndex()"),
          new Mutant(
              "committed when one replica has it",
              RECOVERY + "partition/Replication.java",
              """
                  long lowest = Long.MAX_VALUE;
                  for (InstanceId id : who) {
                    MemberProgress member = members.get(id);
                    lowest = Math.min(lowest,\
              """,
              """
                  long lowest = -1;
                  for (InstanceId id : who) {
                    MemberProgress member = members.get(id);
                    lowest = Math.max(lowest,\
              """),
          new Mutant(
              "replicas change without the joint rule",
              RECOVERY + "partition/OwnerCore.java",
              "if (!joint) {\n      return replicas;",
              "if (true) {\n      return replicas;"),
          new Mutant(
              "new replicas are activated before they hold the log",
              RECOVERY + "partition/OwnerCore.java",
              "return joint && replication.allHold(proposal.orElseThrow().replicas(),"
                  + " committedIndex)\n",
              "return proposal.isPresent()\n"),
          new Mutant(
              "a candidate is in office before its replicas hold the log",
              RECOVERY + "partition/CandidateCore.java",
              ".allHold(claim.replicas(), held.log().orElseThrow().lastIndex())) {",
              ".allHold(List.of(), held.log().orElseThrow().lastIndex())) {"),
          new Mutant(
              "an outdated claim is activated",
              COORDINATOR + "state/PipelineRecord.java",
              "c.epoch() == a.epoch() && c.candidate()",
              "c.candidate()"),
          new Mutant(
              "input is acknowledged when it is consumed",
              RECOVERY + "instance/InChannels.java",
              "channel.committed(position.offset());",
              "channel.committed(channel.consumedOffset());"),
          new Mutant(
              "outputs are trimmed one too far",
              RECOVERY + "log/OutputQueue.java",
              "ackedOffset = Math.max(ackedOffset, Math.min(offset, lastOffset));",
              "ackedOffset = Math.max(ackedOffset, Math.min(offset + 1, lastOffset));"),
          new Mutant(
              "an overlap is consumed twice",
              RECOVERY + "channel/InChannel.java",
              "long repeated = Math.max(0, receivedOffset - batch.firstOffset() + 1);",
              "long repeated = 0;"),
          new Mutant(
              "a channel resumes one batch too late",
              RECOVERY + "channel/OutChannel.java",
              "<= m.receivedOffset()) {\n      sent++;\n    }",
              "<= m.receivedOffset()) {\n      sent++;\n    }\n"
                  + "    sent = Math.min(sent + 1, queue.size());"),
          new Mutant(
              "positions are lost in the image",
              RECOVERY + "log/PartitionImage.java",
              "List.copyOf(positions.values()),",
              "List.of(),"),
          new Mutant(
              "state is lost in the image",
              RECOVERY + "log/PartitionImage.java",
              "entries.forEach((k, v) -> chunker.add(new StateChange(k, Optional.of(v))));",
              ""),
          new Mutant(
              "outputs in flight are lost in the image",
              RECOVERY + "log/PartitionImage.java",
              "inFlight.forEach(chunker::add);",
              ""),
          new Mutant(
              "a partition ends before its outputs are acknowledged",
              RECOVERY + "instance/OwnedPartition.java",
              "return concluded && owner.log().image().ackedOffset() == owner.log().lastOffset();",
              "return concluded;"),
          new Mutant(
              "what begins anew numbers its outputs from 1",
              RECOVERY + "log/PartitionImage.java",
              "return epoch << ANEW_SHIFT;",
              "return 0;"),
          new Mutant(
              "a fenced replica promises nothing",
              RECOVERY + "partition/ReplicaCore.java",
              "promise(m.epoch());\n    return log.<PeerMessage>map",
              "return log.<PeerMessage>map"),
          new Mutant(
              "a candidate does not fence itself",
              RECOVERY + "partition/CandidateCore.java",
              "held.promise(claim.epoch());\n    if (assign.fresh()) {",
              "if (assign.fresh()) {"),
          new Mutant(
              "an image is installed with its first chunk",
              RECOVERY + "partition/ReplicaCore.java",
              "if (!m.chunk().last()) {",
              "if (m.epoch() < 0) {"),
          new Mutant(
              "an image is taken with its first chunk",
              RECOVERY + "partition/CandidateCore.java",
              "if (m.chunk().last()) {",
              "if (m.epoch() > 0) {"),
          new Mutant(
              "recovery from a proposal that was never active",
              COORDINATOR + "state/PartitionRecord.java",
              "return new PartitionRecord(\n        partition,\n        active,\n        granted.epoch(),",
              "return new PartitionRecord(\n        partition,\n"
                  + "        claim.map(Claim::proposal).orElse(active),\n        granted.epoch(),"),
          new Mutant(
              "claims are granted without comparing epochs",
              COORDINATOR + "state/PipelineRules.java",
              """
              record.active().epoch() != g.activeEpoch()
                      || record.newestEpoch() != g.newestEpoch()
                      || claim.epoch() <= record.newestEpoch()
                      || !pipeline\
              """,
              "!pipeline"),
          new Mutant(
              "volatile input is acknowledged at once",
              RECOVERY + "instance/OwnedPartition.java",
              "heldAcks = stage.isVolatile() ?",
              "heldAcks = stage.isVolatile() && id.index() < 0 ?"),
          new Mutant(
              "keys are swapped when state is restored",
              RECOVERY + "log/PartitionImage.java",
              "for (ImageChunk chunk : chunks) {\n      image.change(chunk.entries());",
              """
              for (ImageChunk chunk : chunks) {
                    List<StateChange> swapped = new ArrayList<>(chunk.entries());
                    if (swapped.size() > 1) {
                      StateChange one = swapped.get(0);
                      StateChange other = swapped.get(1);
                      swapped.set(0, new StateChange(one.key(), other.value()));
                      swapped.set(1, new StateChange(other.key(), one.value()));
                    }
                    image.change(swapped);\
              """),
          new Mutant(
              "a timer is lost",
              RECOVERY + "instance/OwnedPartition.java",
              "nextTimerMs = result.nextTimerMs();",
              "nextTimerMs = Long.MAX_VALUE;"),
          new Mutant(
              "a registration that is repeated gets a second life",
              COORDINATOR + "state/PipelineRecord.java",
              "if (known.isPresent() || full) {",
              "if (full) {"),
          new Mutant(
              "a torn tail is served",
              "chaos/src/main/java/io/maillon/chaos/simulation/LogFile.java",
              "torn = Optional.empty();\n    return",
              "torn.ifPresent(generation.commits::add);\n    return"),
          new Mutant(
              "a target asks for a replay from one too far",
              RECOVERY + "channel/InChannel.java",
              "            receivedOffset,\n            ackedOffset,\n            gapAllowed,",
              "            receivedOffset + 1,\n            ackedOffset,\n            gapAllowed,"),
          new Mutant(
              "the overlap of a batch is reckoned one too short",
              RECOVERY + "channel/InChannel.java",
              "long repeated = Math.max(0, receivedOffset - batch.firstOffset() + 1);",
              "long repeated = Math.max(0, receivedOffset - batch.firstOffset());"),
          new Mutant(
              "an owner does not follow a replica that was renamed",
              RECOVERY + "partition/OwnerCore.java",
              "if (!renamed.equals(replicas)) {",
              "if (renamed.size() > 99) {"));

  private Mutants() {}
}
