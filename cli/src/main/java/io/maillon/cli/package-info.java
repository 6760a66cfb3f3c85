/** The {@code maillon} command. */
package io.maillon.cli;
