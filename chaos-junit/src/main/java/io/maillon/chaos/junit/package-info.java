/** Chaos suites as JUnit 5 tests: {@link io.maillon.chaos.junit.ChaosTest}. */
package io.maillon.chaos.junit;
