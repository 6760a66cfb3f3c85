/** The two ends of a channel: credit, resumption, acknowledgement, and what is refused. */
package io.maillon.recovery.channel;
