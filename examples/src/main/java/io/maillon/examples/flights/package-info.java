/**
 * Delays of flights by the airport of their origin, as a running update per flight: a stateful
 * pipeline whose result is checked against a plain computation.
 */
package io.maillon.examples.flights;
