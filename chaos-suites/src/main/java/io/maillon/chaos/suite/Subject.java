package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The pipeline that a suite hurts, and how its result is known to be right. */
public interface Subject extends AutoCloseable {
  PipelineSpec spec();

  /** What the values of its effects are, for the checker. */
  Fold fold();

  /** Whether records of one key have to arrive in the order of their source. */
  boolean perKeyOrder();

  /** How the sinks have got on since the last call. */
  PipelineEvent.Sample sample(long atMs);

  /** What it takes to repeat it, for the history; by name. */
  Map<String, String> settings();

  /** Whether its sources end when they have no more, rather than when they are told. */
  boolean endsByItself();

  /** The time of faults is over: lets the sources come to their end. */
  void release() throws IOException;

  /**
   * The pipeline has ended well: adds what went in and what came out.
   *
   * @return what is wrong though no event says so, a line each
   */
  List<String> conclude(HistoryWriter history) throws IOException;

  @Override
  void close();
}
