/**
 * Message types, their Protobuf headers and raw bodies; generated classes stay behind this door.
 */
package io.maillon.wire.internal;
