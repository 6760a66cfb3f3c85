/** Recorded histories: from files to the checkers, and what they say to people. */
package io.maillon.cli.internal.check;
