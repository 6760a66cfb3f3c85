package io.maillon.chaos.checker.pipeline;

/** What is left of a budget. */
final class Room {
  private final long entriesMax;
  private long entries;

  Room(PipelineBudget budget) {
    this.entriesMax = budget.entriesMax();
  }

  /**
   * @throws BudgetSpentException when there is no room for so many more
   */
  void take(long more) {
    entries += more;
    if (entries > entriesMax) {
      throw new BudgetSpentException(entriesMax);
    }
  }

  /** Nothing more may be remembered. */
  static final class BudgetSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetSpentException(long entriesMax) {
      super("the budget of " + entriesMax + " remembered entries is spent");
    }
  }
}
