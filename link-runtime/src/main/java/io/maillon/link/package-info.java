/**
 * What a user of Maillon meets: a {@link io.maillon.link.StageFunction} and the {@link
 * io.maillon.link.StageContext} that it works with. Sources are in {@code source}, sinks in {@code
 * sink}, codecs in {@code codec}.
 */
package io.maillon.link;
