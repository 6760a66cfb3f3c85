package io.maillon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom: dependencies point one way, and pure modules know the JDK and each other. */
class ArchitectureTest {
  private static final String PROTOCOL = "io.maillon.protocol..";
  private static final String DETECTOR = "io.maillon.detector..";
  private static final String RECOVERY = "io.maillon.recovery..";
  private static final String WIRE = "io.maillon.wire..";
  private static final String LINK = "io.maillon.link..";
  private static final String COORDINATOR = "io.maillon.coordinator..";
  private static final String STATE = "io.maillon.coordinator.state..";
  private static final String LEADER = "io.maillon.coordinator.leader..";
  private static final String CHECKER = "io.maillon.chaos.checker..";
  private static final String WORKLOAD = "io.maillon.chaos.workload..";
  private static final String JDK = "java..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.maillon");

  @Test
  void protocolKnowsTheJdkOnly() {
    onlyKnows(PROTOCOL, PROTOCOL, JDK);
  }

  @Test
  void failureDetectorKnowsTheJdkOnly() {
    onlyKnows(DETECTOR, DETECTOR, JDK);
  }

  @Test
  void recoveryKnowsPureModulesOnly() {
    onlyKnows(RECOVERY, RECOVERY, PROTOCOL, DETECTOR, JDK);
  }

  @Test
  void stateMachineAndLeaderArePure() {
    onlyKnows(STATE, STATE, PROTOCOL, JDK);
    onlyKnows(LEADER, LEADER, STATE, RECOVERY, PROTOCOL, DETECTOR, JDK);
  }

  @Test
  void checkersKnowTheJdkOnly() {
    onlyKnows(CHECKER, CHECKER, JDK);
  }

  /** Its stages run in instances, which should start fast. */
  @Test
  void theSuitesPipelineKnowsTheRuntimeOnly() {
    onlyKnows(
        WORKLOAD, WORKLOAD, LINK, PROTOCOL, "com.codahale.metrics..", "org.HdrHistogram..", JDK);
  }

  @Test
  void wireKnowsProtocolProtobufAndNetty() {
    onlyKnows(WIRE, WIRE, PROTOCOL, "com.google.protobuf..", "io.netty..", JDK);
  }

  @Test
  void generatedClassesStayInWire() {
    noClasses()
        .that(not(resideInAPackage(WIRE)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.maillon.wire.proto..")
        .check(ALL);
  }

  @Test
  void theRuntimeNeverSeesRatisNorTheCoordinator() {
    noClasses()
        .that(resideInAPackage(LINK))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.ratis..", COORDINATOR))
        .check(ALL);
  }

  @Test
  void theCoordinatorNeverSeesTheRuntime() {
    noClasses()
        .that(resideInAPackage(COORDINATOR))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LINK)
        .check(ALL);
  }

  @Test
  void ratisStaysBehindItsAdapter() {
    noClasses()
        .that(not(resideInAnyPackage("io.maillon.coordinator.internal..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.ratis..")
        .check(ALL);
  }

  @Test
  void internalsStayInTheirModule() {
    for (String module : new String[] {"wire", "link", "coordinator", "cli"}) {
      noClasses()
          .that(not(resideInAPackage("io.maillon." + module + "..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.maillon." + module + ".internal..")
          .check(ALL);
    }
  }

  @Test
  void nobodyImportsExamples() {
    noClasses()
        .that(not(resideInAPackage("io.maillon.examples..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.maillon.examples..")
        .check(ALL);
  }

  private static void onlyKnows(String module, String... known) {
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known))
        .check(ALL);
  }
}
