/**
 * A stamp that no second run can repeat, sent down two branches: both hold the same one for each
 * record only if committed work is never run again.
 */
package io.maillon.examples.receipts;
