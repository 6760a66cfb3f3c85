package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {
  private static final Model REGISTER = Models.named("cas-register", Optional.empty());

  @Test
  void overlappingCallsMayHaveHappenedInEitherOrder() {
    for (int seen = 1; seen <= 2; seen++) {
      assertEquals(
          Verdict.VALID,
          Histories.verdict(
              "register",
              "0 :invoke :write 1",
              "1 :invoke :write 2",
              "0 :ok :write 1",
              "1 :ok :write 2",
              "0 :invoke :read nil",
              "0 :ok :read " + seen));
    }
  }

  @Test
  void whatCompletedBeforeAnInvocationHappenedBeforeIt() {
    assertEquals(
        Verdict.INVALID,
        Histories.verdict(
            "register",
            "0 :invoke :write 1",
            "0 :ok :write 1",
            "1 :invoke :write 2",
            "1 :ok :write 2",
            "0 :invoke :read nil",
            "0 :ok :read 1"));
  }

  @Test
  void twoReadersAgreeOnTheOrderOfTwoWrites() {
    String[] lines = {
      "0 :invoke :write 1",
      "1 :invoke :write 2",
      "2 :invoke :read nil",
      "2 :ok :read 1",
      "3 :invoke :read nil",
      "3 :ok :read 2",
      "2 :invoke :read nil",
      "2 :ok :read 1",
    };
    assertEquals(Verdict.INVALID, Histories.verdict("register", lines));
    lines[7] = "2 :ok :read 2";
    assertEquals(Verdict.VALID, Histories.verdict("register", lines));
  }

  @Test
  void aWriteOfThePresentValueStillCountsLater() {
    assertEquals(
        Verdict.VALID,
        Histories.verdict(
            "register",
            "0 :invoke :write 1",
            "0 :ok :write 1",
            "0 :invoke :write 1",
            "1 :invoke :write 2",
            "1 :ok :write 2",
            "0 :ok :write 1",
            "1 :invoke :read nil",
            "1 :ok :read 1"));
  }

  @Test
  void whatFailedNeverHappened() {
    assertEquals(
        Verdict.INVALID,
        Histories.verdict(
            "register",
            "0 :invoke :write 1",
            "0 :fail :write 1",
            "0 :invoke :read nil",
            "0 :ok :read 1"));
  }

  @Test
  void anUnknownOutcomeMayTakeEffectAtAnyTimeLaterOrNever() {
    String[] lines = {
      "0 :invoke :write 1",
      "0 :info :write :timed-out",
      "1 :invoke :read nil",
      "1 :ok :read nil",
      "1 :invoke :write 2",
      "1 :ok :write 2",
      "1 :invoke :read nil",
      "1 :ok :read 2",
      "1 :invoke :read nil",
      "1 :ok :read 1",
    };
    assertEquals(Verdict.VALID, Histories.verdict("register", lines));
    lines[9] = "1 :ok :read 2";
    assertEquals(Verdict.VALID, Histories.verdict("register", lines));
  }

  @Test
  void anUnknownOutcomeTakesEffectOnceAtMostAndNotBeforeItsInvocation() {
    assertEquals(
        Verdict.INVALID,
        Histories.verdict(
            "counter",
            "0 :invoke :add 1",
            "0 :info :add 1",
            "1 :invoke :read nil",
            "1 :ok :read 2"));
    assertEquals(
        Verdict.INVALID,
        Histories.verdict(
            "register",
            "1 :invoke :read nil",
            "1 :ok :read 1",
            "0 :invoke :write 1",
            "0 :info :write 1"));
  }

  @Test
  void aCallWithoutCompletionIsUnknown() {
    assertEquals(
        Verdict.VALID,
        Histories.verdict(
            "register", "0 :invoke :write 1", "1 :invoke :read nil", "1 :ok :read 1"));
  }

  @Test
  void manyEqualCallsOfUnknownOutcomeAreNoBurden() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(i + " :invoke :add 1");
    }
    lines.add("100 :invoke :read nil");
    lines.add("100 :ok :read 61");
    LinearizabilityResult result =
        Histories.check("counter", Histories.log(lines.toArray(String[]::new)));
    assertEquals(Verdict.INVALID, result.verdict());
    assertTrue(result.steps() < 10_000, result.steps() + " steps");
  }

  @Test
  void keysAreCheckedOnTheirOwn() {
    History history =
        Histories.edn(
            true,
            "{:process 0, :type :invoke, :f :write, :value [:a 1]}",
            "{:process 1, :type :invoke, :f :write, :value [:b 2]}",
            "{:process 0, :type :ok, :f :write, :value [:a 1]}",
            "{:process 1, :type :ok, :f :write, :value [:b 2]}",
            "{:process 0, :type :invoke, :f :read, :value [:a nil]}",
            "{:process 0, :type :ok, :f :read, :value [:a 1]}",
            "{:process 1, :type :invoke, :f :read, :value [:b nil]}",
            "{:process 1, :type :ok, :f :read, :value [:b 1]}");
    LinearizabilityResult result = Histories.check("register", history);
    assertEquals(Verdict.INVALID, result.verdict());
    assertEquals(2, result.keys());
    assertEquals(1, result.invalidKeys());
    assertEquals(Optional.of(new Word(":b")), result.conviction().orElseThrow().key());
  }

  @Test
  void convictsTheShortestBeginning() {
    History history =
        Histories.log(
            "0 :invoke :write 1",
            "0 :ok :write 1",
            "1 :invoke :write 2",
            "2 :invoke :write 3",
            "2 :info :write 3",
            "3 :invoke :read nil",
            "3 :ok :read 4",
            "1 :ok :write 2",
            "3 :invoke :read nil",
            "3 :ok :read 5");
    Conviction conviction = Histories.check("register", history).conviction().orElseThrow();
    assertEquals(
        """
        nothing explains the completion in line 7
        up to there are 4 calls; the longest order has 3, and without line 7 there is a full one
        that order:
          lines 1-2          process 0    write 1
          line 3-?           process 1    write 2
          line 4-?           process 2    write 3
        then the state is 3 and none of these fits:
          lines 6-7          process 3    read -> 4
        """,
        conviction.text());
  }

  @Test
  void aSpentBudgetIsUnknown() {
    History history = hard();
    assertEquals(Verdict.INVALID, Histories.check("cas-register", history).verdict());
    LinearizabilityResult steps =
        LinearizabilityChecker.check(history, REGISTER, new Budget(100, 1_000_000));
    assertEquals(Verdict.UNKNOWN, steps.verdict());
    assertEquals("the budget of 100 steps is spent", steps.reason());
    LinearizabilityResult memory =
        LinearizabilityChecker.check(history, REGISTER, new Budget(1_000_000, 50));
    assertEquals(Verdict.UNKNOWN, memory.verdict());
    assertEquals("the budget of 50 remembered configurations is spent", memory.reason());
  }

  /** Ten writes at the same time, then a value that nobody wrote. */
  private static History hard() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(i + " :invoke :write " + i);
    }
    for (int i = 0; i < 10; i++) {
      lines.add(i + " :ok :write " + i);
    }
    lines.add("0 :invoke :read nil");
    lines.add("0 :ok :read 10");
    return Histories.log(lines.toArray(String[]::new));
  }

  @Test
  void aModelThatThrowsIsUnknown() {
    LinearizabilityResult result =
        LinearizabilityChecker.check(
            Histories.log("0 :invoke :add 1", "0 :ok :add 1"),
            Models.named("counter", Optional.of("" + Long.MAX_VALUE)),
            Budget.DEFAULT);
    assertEquals(Verdict.UNKNOWN, result.verdict());
    assertEquals("the model failed: java.lang.ArithmeticException: long overflow", result.reason());
  }

  @Test
  void anInvalidKeyCountsMoreThanAnUnknownOne() {
    History history =
        Histories.edn(
            false,
            "[{:process 0 :type :invoke :f :add :value 1 :key 1}",
            " {:process 0 :type :ok :f :add :value 1 :key 1}",
            " {:process 0 :type :invoke :f :read :key 2}",
            " {:process 0 :type :ok :f :read :value 3 :key 2}]");
    LinearizabilityResult result =
        LinearizabilityChecker.check(
            history, Models.named("counter", Optional.of("" + Long.MAX_VALUE)), Budget.DEFAULT);
    assertEquals(Verdict.INVALID, result.verdict());
    assertEquals(1, result.unknownKeys());
  }

  @Test
  void twentyThousandCallsTakeSeconds() {
    for (long seed = 1; seed <= 3; seed++) {
      History history = new RandomHistory(seed, "cas-register", 5, 20_000, 1).valid().history();
      LinearizabilityResult result =
          assertTimeout(Duration.ofSeconds(20), () -> Histories.check("cas-register", history));
      assertEquals(Verdict.VALID, result.verdict(), "seed " + seed + ": " + result.reason());
    }
  }

  @Test
  void aBadReadAtTheEndOfALongHistoryIsFound() {
    RandomHistory random = new RandomHistory(7, "cas-register", 5, 5_000, 0).valid();
    random.append("read", null, 77L);
    LinearizabilityResult result = Histories.check("cas-register", random.history());
    assertEquals(Verdict.INVALID, result.verdict(), result.reason());
    assertEquals(random.lines(), result.conviction().orElseThrow().lastLine());
  }
}
