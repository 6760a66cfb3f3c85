/** What speaks for and against one instance, and the verdict that follows. */
package io.maillon.detector.evidence;
