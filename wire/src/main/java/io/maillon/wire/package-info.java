/**
 * How messages travel: frames on a connection, the handshake that opens it, and the same encodings
 * for what a coordinator stores. Decides nothing. See docs/protocol/wire.md.
 */
package io.maillon.wire;
