/** A pipeline on real input under kills, and the judgement of its result. */
package io.maillon.cli.internal.demo;
