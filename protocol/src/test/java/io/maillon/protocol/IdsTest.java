package io.maillon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final InstanceId N1 = new InstanceId("n1", 1);
  private static final InstanceId N2 = new InstanceId("n2", 1);

  @Test
  void readsWhatItWrites() {
    assertEquals(new PartitionId("delays", 3), PartitionId.parse("delays/3"));
    assertEquals(new InstanceId("n4", 2), InstanceId.parse("n4#2"));
    assertEquals(new Address("::1", 7000), Address.parse("::1:7000"));
    assertEquals("delays/3", new PartitionId("delays", 3).toString());
    assertEquals("n4#2", new InstanceId("n4", 2).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "delays", "/", "/3", "delays/", "delays/x", "delays/-1", "d/+3", "d/03"})
  void refusesWhatIsNoPartition(String text) {
    assertEquals(
        "partition '" + text + "': expected STAGE/INDEX, such as delays/3",
        refusal(() -> PartitionId.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n4", "#", "#2", "n4#", "n4#x", "n4#-1", "n4#99999999999", "n4#02"})
  void refusesWhatIsNoInstance(String text) {
    assertEquals(
        "instance '" + text + "': expected NAME#INCARNATION, such as n4#2",
        refusal(() -> InstanceId.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host:", "host:x"})
  void refusesWhatIsNoAddress(String text) {
    assertEquals(
        "address '" + text + "': expected HOST:PORT, such as 127.0.0.1:7000",
        refusal(() -> Address.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {":1", "host:0", "host:65536"})
  void refusesAddressesOutOfRange(String text) {
    assertEquals(
        "address '" + text + "': expected HOST:PORT with a port from 1 to 65535",
        refusal(() -> Address.parse(text)));
  }

  @Test
  void ordersByNameThenByNumber() {
    assertTrue(new PartitionId("a", 10).compareTo(new PartitionId("a", 9)) > 0);
    assertTrue(new PartitionId("a", 10).compareTo(new PartitionId("b", 9)) < 0);
    assertTrue(new InstanceId("n1", 2).compareTo(N1) > 0);
    assertTrue(new InstanceId("n1", 2).compareTo(N2) < 0);
  }

  @Test
  void anOwnerIsNoReplicaOfItself() {
    String message = refusal(() -> Configuration.of(3, N1, List.of(N2, N1)));
    assertTrue(
        message.endsWith("expected an epoch of 0 or more and an owner outside its replicas"));
    refusal(() -> new Claim(3, N1, List.of(N1)));
    refusal(() -> new Claim(0, N1, List.of(N2)));
  }

  @Test
  void aClaimBecomesItsProposal() {
    Configuration c = new Claim(3, N1, List.of(N2)).proposal();
    assertEquals(Configuration.of(3, N1, List.of(N2)), c);
    assertTrue(c.isOwner(N1) && c.isMember(N1) && c.isMember(N2) && !c.isOwner(N2));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable what) {
    return assertThrows(IllegalArgumentException.class, what).getMessage();
  }
}
