package io.maillon.chaos.junit;

import io.maillon.chaos.checker.Verdict;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a chaos suite against a pipeline, once for each seed, before the method is called. The test
 * fails unless the verdict is the one expected; the method may look at more, in a parameter of type
 * {@link ChaosResult}.
 *
 * <pre>{@code
 * @ChaosTest(
 *     suite = "kill-storm",
 *     seeds = {1, 2, 3},
 *     pipeline = "src/main/pipelines/charge-card.yaml",
 *     compare = "out/bank.csv",
 *     durationSeconds = 20)
 * void chargesEachCardOnce(ChaosResult result) {}
 * }</pre>
 *
 * <p>With {@code suite = "simulation"} the pipeline runs in simulated worlds, hundreds in seconds:
 *
 * <pre>{@code
 * @ChaosTest(
 *     suite = "simulation",
 *     runs = 200,
 *     pipeline = "src/main/pipelines/charge-card.yaml",
 *     compare = "out/bank.csv")
 * void chargesEachCardOnceWhateverFails() {}
 * }</pre>
 *
 * <p>The pipeline is run twice: without faults, for comparison, and with them. Its functions are
 * found on the class path of the test. Nodes are processes of their own; all of them end with the
 * run. What it leaves is in {@code target/chaos}, or where {@code -Dchaos.store=DIR} says.
 *
 * <p>Where the back-end can't run here the test is skipped, with the reason; {@code
 * -Dchaos.require=namespaces,containers} lets it fail instead.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ChaosExtension.class)
public @interface ChaosTest {
  /** Name of a suite, as on the command line. */
  String suite() default "smoke";

  /** Of the schedules of faults; an invocation of the test for each. */
  long[] seeds() default 1;

  /**
   * With the suite {@code simulation}: so many fresh seeds in one invocation, in place of {@link
   * #seeds}; 0 = none. The base that they are drawn from is printed.
   */
  int runs() default 0;

  /** A pipeline in YAML, from the directory that the tests run in; empty = the suites' own. */
  String pipeline() default "";

  /** Files that its functions write, besides those of its sinks, as its options name them. */
  String[] compare() default {};

  /** Jars with its functions, for a back-end whose nodes don't see the class path of the test. */
  String[] jars() default {};

  /** What the nodes are: processes, namespaces or containers. */
  String backend() default "processes";

  /** For which faults come; 0 = as the suite has it. */
  int durationSeconds() default 0;

  /**
   * With any other verdict the test fails. INVALID for a pipeline that is meant to be convicted.
   */
  Verdict expect() default Verdict.VALID;
}
