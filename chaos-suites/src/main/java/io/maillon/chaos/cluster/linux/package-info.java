/** What a Linux kernel does to processes, packets and disks: used by namespaces and containers. */
package io.maillon.chaos.cluster.linux;
