package io.maillon.link.internal.shell;

import io.maillon.link.internal.control.ControlEvents;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Topology;
import java.util.concurrent.Executor;

/** Takes what the control thread has for the link thread over to it, in order. */
final class ControlInbox implements ControlEvents {
  private final Executor link;
  private final ControlEvents events;

  ControlInbox(Executor link, ControlEvents events) {
    this.link = link;
    this.events = events;
  }

  @Override
  public void asked(long session) {
    link.execute(() -> events.asked(session));
  }

  @Override
  public void beatDue() {
    link.execute(events::beatDue);
  }

  @Override
  public void registered(Registered registered) {
    link.execute(() -> events.registered(registered));
  }

  @Override
  public void attached() {
    link.execute(events::attached);
  }

  @Override
  public void topology(Topology topology) {
    link.execute(() -> events.topology(topology));
  }

  @Override
  public void assign(Assign assign) {
    link.execute(() -> events.assign(assign));
  }

  @Override
  public void dismissed(Dismissed dismissed) {
    link.execute(() -> events.dismissed(dismissed));
  }

  @Override
  public void shutdown(String reason) {
    link.execute(() -> events.shutdown(reason));
  }

  @Override
  public void rejected(String message) {
    link.execute(() -> events.rejected(message));
  }

  @Override
  public void lost(String reason) {
    link.execute(() -> events.lost(reason));
  }
}
