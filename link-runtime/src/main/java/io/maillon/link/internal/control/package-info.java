/** An instance's conversation with the coordinator cluster; see docs/protocol/control-client.md. */
package io.maillon.link.internal.control;
