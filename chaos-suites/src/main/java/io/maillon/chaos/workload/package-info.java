/**
 * The pipeline of the suites, its generators, and the replay that its output is judged against. The
 * stages' classes run inside of instances: they know the runtime's public API and the JDK only.
 */
package io.maillon.chaos.workload;
