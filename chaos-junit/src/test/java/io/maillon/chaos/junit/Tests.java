package io.maillon.chaos.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of a class as a build does, and keeps how they ended. */
final class Tests implements TestExecutionListener {
  /** By test, as {@code NAME: STATUS MESSAGE}. */
  final List<String> ended = new ArrayList<>();

  private Tests() {}

  static List<String> run(Class<?> testClass) {
    Tests tests = new Tests();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testClass)).build();
    LauncherFactory.create().execute(request, tests);
    return tests.ended;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      String message = result.getThrowable().map(Throwable::getMessage).orElse("");
      ended.add(test.getDisplayName() + ": " + result.getStatus() + " " + message);
    }
  }
}
