package io.maillon.chaos.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The models in docs/protocol/tla hold, and each rule that is taken out of them is missed. */
@Tag("proof")
@Execution(ExecutionMode.CONCURRENT)
class ModelCheckTest {
  @TempDir Path work;

  /** The number of states is pinned: a model that shrank by a mistake holds easily. */
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "Configuration, Configuration, 41752",
    "Configuration, ConfigurationTwoReplicas, 70600",
    "Configuration, ConfigurationTwoReplicasTwoCrashes, 4283",
    "Configuration, ConfigurationOnDisk, 38727",
    "Configuration, ConfigurationThreeNodes, 37053",
    "ConfigurationSteps, ConfigurationSteps, 43177",
    "ConfigurationSteps, ConfigurationStepsOnDisk, 13028",
    "ConfigurationLiveness, ConfigurationLiveness, 7854",
    "ConfigurationLiveness, ConfigurationLivenessOnDisk, 3996",
    "Channel, Channel, 62088",
    "Channel, ChannelCut, 52488",
    "Channel, ChannelLiveness, 10941",
  })
  void holds(String specification, String config, long states)
      throws IOException, InterruptedException {
    Tlc run = Tlc.run(work, specification, config, "no");
    System.out.println(config + ": " + run);
    assertEquals(Optional.empty(), run.violated(), config);
    assertEquals(
        states, run.distinctStates(), "distinct states of " + config + ", as in its README");
  }

  @ParameterizedTest(name = "{1} without {2}")
  @CsvSource({
    "Configuration, Configuration, nofence, Durable",
    "Configuration, Configuration, nojoint, Durable",
    "Configuration, Configuration, earlyactivate, Durable",
    "Configuration, Configuration, staleclaim, Durable",
    "Configuration, Configuration, selfinstall, Durable",
    "Configuration, Configuration, oldvoice, Durable",
    "Configuration, ConfigurationThreeNodes, fromproposed, Durable",
    "Configuration, ConfigurationOnDisk, lostpromise, Durable",
    "Configuration, ConfigurationTwoReplicas, oldconfirmations, Durable",
    "ConfigurationSteps, ConfigurationSteps, nofence, Durable",
    "ConfigurationSteps, ConfigurationSteps, nojoint, Durable",
    "ConfigurationSteps, ConfigurationSteps, earlyactivate, Durable",
    "ConfigurationSteps, ConfigurationSteps, staleclaim, Durable",
    "ConfigurationSteps, ConfigurationStepsOnDisk, forgotten, Durable",
    "ConfigurationLiveness, ConfigurationLiveness, grantonce, " + Tlc.TEMPORAL,
    "Channel, Channel, earlyrelease, OnlyCommitted",
    "Channel, Channel, earlyack, TrimSafe",
    "Channel, Channel, earlytrim, TrimSafe",
    "Channel, Channel, nodedup, InOrder",
    "Channel, Channel, offbyone, InOrder",
    "Channel, Channel, zombie, Fenced",
    "Channel, ChannelLiveness, skipone, " + Tlc.TEMPORAL,
  })
  void convicts(String specification, String config, String mutant, String expected)
      throws IOException, InterruptedException {
    Tlc run = Tlc.run(work, specification, config, mutant);
    System.out.println(config + " with " + mutant + ": " + run);
    assertEquals(Optional.of(expected), run.violated(), mutant);
  }
}
