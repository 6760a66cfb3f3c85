/** How records, keys and state values become bytes. */
package io.maillon.link.codec;
