/** The partition log: commits, the image they fold into, and where both are kept. */
package io.maillon.recovery.log;
