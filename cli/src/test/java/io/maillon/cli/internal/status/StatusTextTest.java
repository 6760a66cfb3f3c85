package io.maillon.cli.internal.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.PartitionId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private final StatusDocument document = StatusDocument.parse(true, SampleStatus.JSON);
  private final PipelineStatus flights = document.pipelines().get(0);

  @Test
  void showsInstancesPartitionsRecoveriesAndRisks() {
    assertEquals(
        """
        pipeline flights  RUNNING

        instances
          INSTANCE  STATE  PID  HOST  ADDRESS         OWNS  REPLICAS
          n1#1      ALIVE  101  h     127.0.0.1:7000     1         1
          n2#1      DEAD   102  h     127.0.0.1:7001     1         0
          n2#2      ALIVE  103  h     127.0.0.1:7002     0         1

        partitions
          PARTITION  STATE       EPOCH  OWNER  REPLICAS  CONSUMED   OUT  ACKED  IN FLIGHT  WAITS FOR
          read/0     ACTIVE          1  n1#1   n2#2             0  5000   4000   64.0 KiB  credit of delays/0
          delays/0   RECOVERING      6  n2#1   n1#1          4000  4000   4000          0  -
          write/0    FINISHED        2  -      -             4000     0      0          0  -

        recoveries 2
          recovered delays/0 epoch 5 -> 6: crash of n3#1, detected after 9 ms, ready after 41 ms, 312 records replayed
          recovered delays/0 epoch 6 -> 7: crash of n2#1, detected after 12 ms, ready after unknown time, 0 records replayed

        failures that would lose data now
          together: n1#1 and n2#2 (1 partitions)
        """,
        StatusText.of(document));
  }

  @Test
  void saysSoWhereThereIsNothing() {
    assertEquals("no pipelines\n", StatusText.of(StatusDocument.parse(true, "{}")));
    assertThrows(IllegalArgumentException.class, () -> StatusDocument.parse(true, "{"));
  }

  private String explain(String partition, Optional<PartitionStatus> earlier) {
    PartitionStatus found = flights.partition(PartitionId.parse(partition)).orElseThrow();
    return Explanation.of(flights, found, earlier);
  }

  @Test
  void explainsWhoHoldsCredit() {
    assertEquals(
        """
        read/0 is owned by n1#1 (pid 101 on h) in epoch 1.
        Its log is also held by n2#2 (pid 103 on h).
        It has not moved since a moment ago.
        It waits for credit of delays/0.
        Of its 5000 outputs 1000 are not acknowledged by their targets; they keep 64.0 KiB of the in-flight log.
        """,
        explain("read/0", flights.partition(PartitionId.parse("read/0"))));
  }

  @Test
  void explainsAPendingClaim() {
    assertEquals(
        """
        delays/0 is owned by n2#1 (dead) in epoch 6.
        Its log is also held by n1#1 (pid 101 on h).
        A claim is pending: n1#1 epoch 7 is to take over; it fences the members of epoch 6, installs the log, then activates.
        It waits for nothing.
        2.9 MiB of input wait for its function; meanwhile its upstreams lack that much credit.
        Last recovery: recovered delays/0 epoch 6 -> 7: crash of n2#1, detected after 12 ms, ready after unknown time, 0 records replayed.
        """,
        explain("delays/0", Optional.empty()));
  }

  @Test
  void explainsTheEnd() {
    assertEquals(
        """
        write/0 has no owner in epoch 2.
        It has finished: its stream ended and all outputs are acknowledged.
        """,
        explain("write/0", Optional.empty()));
  }
}
