package io.maillon.chaos.suite;

/** A run can't go on, through no fault of the pipeline that it is about. */
final class SuiteFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SuiteFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
