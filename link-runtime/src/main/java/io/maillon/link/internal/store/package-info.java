/** Partition logs in memory-mapped files; the format is in docs/protocol/file-log.md. */
package io.maillon.link.internal.store;
