/**
 * Charges cards at a bank, which is not part of the pipeline: once with a bug that shows only when
 * processes die, once without.
 */
package io.maillon.examples.payments;
