package io.maillon.link.source;

/**
 * What a {@link Source} says about what comes next.
 *
 * @param ended whether nothing more will ever come
 * @param waitMs when to ask again; 0 = at once
 */
public record Poll(boolean ended, long waitMs) {
  /** More may be there: ask again at once. */
  public static final Poll MORE = new Poll(false, 0);

  /** Nothing more will ever come. */
  public static final Poll ENDED = new Poll(true, 0);

  /** Nothing there right now: ask again after some time. */
  public static Poll idle(long waitMs) {
    return new Poll(false, waitMs);
  }
}
