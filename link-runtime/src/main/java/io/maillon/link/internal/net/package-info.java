/** One connection per pair of instances; the rules are in docs/protocol/peer-connections.md. */
package io.maillon.link.internal.net;
