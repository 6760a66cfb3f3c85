package io.maillon.chaos.checker.pipeline;

import java.util.List;

/**
 * The smallest part of a history that contradicts a claim.
 *
 * @param text what is wrong with it
 * @param lines where it stands, in their order
 */
public record PipelineConviction(String text, List<Integer> lines) {
  public PipelineConviction {
    lines = lines.stream().filter(line -> line > 0).distinct().sorted().toList();
  }

  int lastLine() {
    return lines.isEmpty() ? 0 : lines.get(lines.size() - 1);
  }
}
