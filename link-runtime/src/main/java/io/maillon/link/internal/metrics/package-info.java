/** What the runtime measures; the names are in docs/operations/metrics.md. */
package io.maillon.link.internal.metrics;
