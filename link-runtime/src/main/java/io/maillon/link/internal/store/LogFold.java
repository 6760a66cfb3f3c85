package io.maillon.link.internal.store;

import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.StoredLog;
import java.util.List;

/** Folds a stored log into one image that stands for all of it. */
@FunctionalInterface
public interface LogFold {
  List<ImageChunk> fold(StoredLog log);
}
