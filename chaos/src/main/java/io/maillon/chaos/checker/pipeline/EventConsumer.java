package io.maillon.chaos.checker.pipeline;

/** Takes the events of a history, in its order. */
@FunctionalInterface
public interface EventConsumer {
  /**
   * @param line where the event stands, from 1
   */
  void accept(int line, PipelineEvent event);
}
