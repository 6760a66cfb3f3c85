package io.maillon.chaos.checker;

/** What an operation of a history says about a call. */
public enum OperationType {
  INVOKE,
  /** It happened, between invocation and here. */
  OK,
  /** It did not happen and never will. */
  FAIL,
  /** Nobody knows: it may have happened, or may happen at any time to come. */
  INFO
}
