package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Histories drawn from a seed: an object serves clients, each call at a random moment between its
 * invocation and its completion; some calls fail, of some the outcome is lost, and these may still
 * happen long after.
 */
final class RandomHistory {
  private final SplittableRandom random;
  private final String name;
  private final Model model;
  private final int processes;
  private final int callsMax;
  private final int lostPercent;
  private final List<Operation> operations = new ArrayList<>();
  private final TreeMap<Integer, Pending> pending = new TreeMap<>();
  private final List<Pending> ghosts = new ArrayList<>();
  private Object state;

  private static final class Pending {
    private final Operation invocation;
    private boolean done;
    private boolean refused;
    private Object result;

    private Pending(Operation invocation) {
      this.invocation = invocation;
      this.result = invocation.value();
    }
  }

  RandomHistory(long seed, String model, int processes, int callsMax, int lostPercent) {
    this.random = new SplittableRandom(seed);
    this.name = model;
    this.model = Models.named(model, Optional.empty());
    this.processes = processes;
    this.callsMax = callsMax;
    this.lostPercent = lostPercent;
    this.state = this.model.initial();
  }

  RandomHistory valid() {
    int calls = 0;
    while (calls < callsMax || (!pending.isEmpty() && random.nextInt(40) > 0)) {
      int process = random.nextInt(processes);
      Pending call = pending.get(process);
      if (call == null && calls < callsMax) {
        pending.put(process, new Pending(invoke(process)));
        calls++;
      } else if (call != null && !call.done && random.nextInt(100) < 60) {
        happen(call);
      } else if (call != null) {
        complete(process, call);
      }
      if (!ghosts.isEmpty() && random.nextInt(20) == 0) {
        happen(ghosts.remove(random.nextInt(ghosts.size())));
      }
    }
    return this;
  }

  /** Changes some completions, or the order of events of different processes. */
  RandomHistory mutated() {
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      int at = random.nextInt(operations.size());
      Operation o = operations.get(at);
      if (o.type() == OperationType.INVOKE) {
        swap(at, Math.min(at + 1, operations.size() - 1));
      } else {
        boolean read = o.f().equals("read") || o.f().equals("get");
        Object value = read ? value() : o.value();
        operations.set(at, operation(o.process(), OperationType.OK, o.f(), value));
      }
    }
    return this;
  }

  private void swap(int one, int other) {
    if (operations.get(one).process() != operations.get(other).process()) {
      Collections.swap(operations, one, other);
    }
  }

  /** One more call, by a process that did nothing so far. */
  void append(String f, Object argument, Object result) {
    operations.add(operation(processes, OperationType.INVOKE, f, argument));
    operations.add(operation(processes, OperationType.OK, f, result));
  }

  History history() {
    HistoryBuilder builder = new HistoryBuilder(false);
    for (int i = 0; i < operations.size(); i++) {
      Operation o = operations.get(i);
      builder.add(new Operation(i + 1, o.process(), o.type(), o.f(), o.key(), o.value()));
    }
    return builder.build();
  }

  int lines() {
    return operations.size();
  }

  private Operation invoke(int process) {
    List<String> functions =
        switch (name) {
          case "register" -> List.of("read", "write");
          case "cas-register" -> List.of("read", "write", "cas");
          case "mutex" -> List.of("acquire", "release");
          case "counter" -> List.of("read", "add", "inc", "dec");
          default -> List.of("get", "put", "append");
        };
    String f = functions.get(random.nextInt(functions.size()));
    Object argument =
        switch (f) {
          case "write", "add", "put", "append" -> value();
          case "cas" -> List.of(value(), value());
          default -> null;
        };
    Operation invocation = operation(process, OperationType.INVOKE, f, argument);
    operations.add(invocation);
    return invocation;
  }

  private Object value() {
    int number = random.nextInt(4);
    if (name.equals("key-value")) {
      return "abcd".substring(number, number + 1);
    }
    return (long) number;
  }

  private void happen(Pending call) {
    Operation i = call.invocation;
    Call asked =
        new Call(
            i.process(), i.f(), i.key(), i.value(), null, Call.Outcome.UNKNOWN, 0, Call.OPEN, 1, 0);
    Object after = model.step(state, asked);
    call.done = true;
    call.refused = after == Model.REFUSED;
    if (!call.refused) {
      call.result = model.isRead(asked) ? seen() : i.value();
      state = after;
    }
  }

  private Object seen() {
    return state instanceof Text text ? text.joined() : state;
  }

  private void complete(int process, Pending call) {
    boolean lost = random.nextInt(100) < lostPercent;
    if (!call.done && !lost && random.nextInt(100) < 80) {
      return;
    }
    pending.remove(process);
    OperationType type =
        lost
            ? OperationType.INFO
            : call.done && !call.refused ? OperationType.OK : OperationType.FAIL;
    if (lost && !call.done) {
      ghosts.add(call);
    }
    operations.add(operation(process, type, call.invocation.f(), call.result));
  }

  private static Operation operation(long process, OperationType type, String f, Object value) {
    return new Operation(0, process, type, f, Optional.empty(), value);
  }
}
