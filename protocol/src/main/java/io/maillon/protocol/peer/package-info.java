/**
 * What two instances say to each other over their one connection. Channel messages carry records
 * from stage to stage; log messages carry commits from an owner or a candidate to replicas. Loss,
 * repetition and outdated epochs are normal input to every receiver.
 */
package io.maillon.protocol.peer;
