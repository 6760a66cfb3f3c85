/** Histories of runs in files: one JSON object a line. The format is docs/chaos/history.md. */
package io.maillon.chaos.history;
