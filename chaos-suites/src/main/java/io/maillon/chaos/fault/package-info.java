/** Nemeses: which faults, how often, in whom; and who carries them out. */
package io.maillon.chaos.fault;
