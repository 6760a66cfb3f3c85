package io.maillon.link.internal.control;

import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Topology;

/** What the coordinator says, and what the client needs to answer it. */
public interface ControlEvents {
  /** A life is to be asked for, with {@link ControlClient#register}. */
  void asked(long session);

  /** A beat is due: what it tells goes to {@link ControlClient#tell}. */
  void beatDue();

  /** A life begins. */
  void registered(Registered registered);

  /** A leader answered on a new connection; comes after what it said first. */
  void attached();

  void topology(Topology topology);

  void assign(Assign assign);

  /** The life is over; the next one is asked for. */
  void dismissed(Dismissed dismissed);

  /** The process is no longer needed. */
  void shutdown(String reason);

  /** The registration was refused for good. */
  void rejected(String message);

  /** The connection with the leader ended; another is being made. */
  void lost(String reason);
}
