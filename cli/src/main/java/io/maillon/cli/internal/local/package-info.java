/** Processes of this program on this machine. */
package io.maillon.cli.internal.local;
