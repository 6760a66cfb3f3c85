/** What a partition log holds: commits, and the image that earlier commits fold into. */
package io.maillon.protocol.log;
