/**
 * One instance as a state machine: the partitions that it owns, replicates or stands for, and the
 * channels between them. {@link io.maillon.recovery.instance.InstanceCore} takes events and the
 * time; what it wants done goes out through {@link io.maillon.recovery.instance.InstancePort}.
 */
package io.maillon.recovery.instance;
