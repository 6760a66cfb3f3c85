/** Accompanies a pipeline from apply to its end. */
package io.maillon.cli.internal.run;
