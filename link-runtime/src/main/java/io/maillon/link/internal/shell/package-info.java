/**
 * The thin shell around {@link io.maillon.recovery.instance.InstanceCore}: one thread feeds it,
 * others run functions.
 */
package io.maillon.link.internal.shell;
