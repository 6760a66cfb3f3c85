package io.maillon.protocol.control;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import java.util.List;

/**
 * A process asks to become an instance: first message of its control connection. Answered by {@link
 * Registered}. The same session and the same carried stores always get the same answer.
 *
 * @param pipeline name of the pipeline
 * @param name of the instance, the same in every life; a new session under a name ends the former
 *     one
 * @param session random number of this life, so that a repeated request is not a new life
 * @param address where peers reach its data server
 * @param host machine it runs on, for placement
 * @param pid of its process
 * @param stages it can run; empty = all
 * @param logHost whether it holds replicas only and runs nothing
 * @param carries former lives whose durable logs it holds, under lock, with the promises made
 */
public record Register(
    String pipeline,
    String name,
    long session,
    Address address,
    String host,
    long pid,
    List<String> stages,
    boolean logHost,
    List<InstanceId> carries)
    implements ControlMessage {
  public Register {
    stages = List.copyOf(stages);
    carries = List.copyOf(carries);
  }
}
