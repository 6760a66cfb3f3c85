/**
 * The configuration protocol of one partition on one instance: what it holds for others, what it
 * does in office, and how it takes office. The actions carry the names of the model in
 * docs/protocol.
 */
package io.maillon.recovery.partition;
