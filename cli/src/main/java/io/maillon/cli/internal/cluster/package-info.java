/** A coordinator cluster as an operator sees it. */
package io.maillon.cli.internal.cluster;
