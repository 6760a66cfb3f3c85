/**
 * A pipeline file as a pipeline: every mistake in it is told with its line, its value and what was
 * expected.
 */
package io.maillon.cli.yaml;
