/** Tries each fault of a back-end on this machine: does it hurt, and does it heal? */
package io.maillon.chaos.cluster.check;
