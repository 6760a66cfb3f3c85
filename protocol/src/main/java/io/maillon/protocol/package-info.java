/**
 * Ids, configurations and messages as plain records: what the parts of Maillon say to each other.
 */
package io.maillon.protocol;
