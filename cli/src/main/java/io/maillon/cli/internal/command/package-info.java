/** One class per command: its flags, and what it tells people. */
package io.maillon.cli.internal.command;
