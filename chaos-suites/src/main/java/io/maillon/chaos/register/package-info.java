/**
 * Clients that use the coordinators as linearizable registers and counters while faults hit them.
 */
package io.maillon.chaos.register;
