package io.maillon.chaos.junit;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes an invocation of a {@link ChaosTest} for each of its seeds. */
final class ChaosExtension implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), ChaosTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ChaosTest test =
        AnnotationSupport.findAnnotation(context.getTestMethod(), ChaosTest.class).orElseThrow();
    Path store =
        Path.of(System.getProperty("chaos.store", "target/chaos"))
            .resolve(context.getRequiredTestClass().getSimpleName())
            .resolve(context.getRequiredTestMethod().getName());
    if (test.runs() > 0) {
      long base = new SecureRandom().nextLong();
      return Stream.of(invocation(new ChaosCommand(test, base), store));
    }
    return Arrays.stream(test.seeds())
        .mapToObj(seed -> invocation(new ChaosCommand(test, seed), store));
  }

  private static TestTemplateInvocationContext invocation(ChaosCommand command, Path store) {
    return new TestTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return command.toString();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(new Invocation(command, store.resolve("seed-" + command.seed())));
      }
    };
  }

  /** Runs the suite just before the method, which then may ask for the result. */
  private static final class Invocation implements BeforeTestExecutionCallback, ParameterResolver {
    private final ChaosCommand command;
    private final Path store;
    private ChaosResult result;

    Invocation(ChaosCommand command, Path store) {
      this.command = command;
      this.store = store;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws Exception {
      if (!command.isSimulated()) {
        Requirement.check(command.test().backend());
      }
      result = new ChaosRun(command, store).run();
      if (result.verdict() != command.test().expect()) {
        throw new AssertionError(Failure.text(command, result));
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ChaosResult.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      if (result == null) {
        throw new IllegalStateException(
            "ChaosResult: expected it as a parameter of the test method, not of what comes before");
      }
      return result;
    }
  }
}
