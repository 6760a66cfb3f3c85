/** A pipeline as a value: one model behind the Java builder and YAML. */
package io.maillon.protocol.pipeline;
