package io.maillon.protocol.control;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;

/**
 * What everybody knows of one instance.
 *
 * @param instance that it is about
 * @param address of its data server
 * @param host machine it runs on
 * @param alive false = declared dead: this life will never act again
 */
public record InstanceEntry(InstanceId instance, Address address, String host, boolean alive) {}
