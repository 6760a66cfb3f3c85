/** Runs the suites of {@code maillon chaos run}. */
package io.maillon.cli.internal.chaos;
