package io.maillon.chaos.history;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.Input;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.List;

/** Makes an event of the fields of one line. Keys that it does not know are left alone. */
final class EventReader {
  private final EventFields fields;

  EventReader(EventFields fields) {
    this.fields = fields;
  }

  /**
   * @throws io.maillon.chaos.checker.HistoryException when the fields are none
   */
  PipelineEvent event() {
    String type = fields.name("type");
    return switch (type) {
      case EventTypes.SENT -> sent();
      case EventTypes.ACKED ->
          new PipelineEvent.Acked(fields.name("source"), fields.natural("offset"));
      case EventTypes.EFFECT -> effect();
      case EventTypes.STATE -> new PipelineEvent.State(fields.text("key"), fields.text("value"));
      case EventTypes.RUN -> run();
      case EventTypes.OWNER ->
          new PipelineEvent.Owner(
              fields.name("partition"),
              fields.natural("epoch"),
              fields.name("instance"),
              fields.number("atMs", 0));
      case EventTypes.RELEASED ->
          new PipelineEvent.Released(
              fields.name("partition"), fields.natural("epoch"), fields.natural("offset"));
      case EventTypes.TRIMMED ->
          new PipelineEvent.Trimmed(fields.name("partition"), fields.natural("offset"));
      case EventTypes.FAULT -> fault();
      case EventTypes.DEATH ->
          new PipelineEvent.Death(
              fields.name("instance"),
              fields.name("reason", ""),
              fields.number("failedMs", 0),
              fields.natural("declaredMs"));
      case EventTypes.SPARED ->
          new PipelineEvent.Spared(fields.name("instance"), fields.natural("atMs"));
      case EventTypes.RECOVERY -> recovery();
      case EventTypes.SAMPLE ->
          new PipelineEvent.Sample(
              fields.natural("atMs"),
              fields.natural("records"),
              fields.natural("newRecords"),
              fields.decimal("p50Ms"),
              fields.decimal("p99Ms"),
              fields.decimal("maxMs"));
      case EventTypes.END ->
          new PipelineEvent.End(
              fields.name("state"),
              fields.name("message", ""),
              fields.natural("atMs"),
              fields.number("inputEndedMs", 0));
      default -> throw fields.error("type '" + type + "': expected one of " + EventTypes.ALL);
    };
  }

  private PipelineEvent run() {
    return new PipelineEvent.Run(
        fields.name("suite"),
        fields.name("backend", ""),
        fields.number("seed", 0),
        fields.name("pipeline", ""),
        fields.number("startedMs", 0),
        fields.constant("fold", Fold.values(), Fold.NONE),
        fields.truth("perKeyOrder", false),
        fields.natural("livenessBoundMs", fields.number("livenessBoundMs", 0)),
        fields.names("faults"),
        fields.settings("settings"));
  }

  private PipelineEvent sent() {
    return new PipelineEvent.Sent(
        fields.name("source"),
        fields.natural("offset"),
        fields.text("key", ""),
        fields.text("value", ""),
        fields.small("effects", 1, PipelineEvent.Sent.ANY_EFFECTS));
  }

  private PipelineEvent effect() {
    return new PipelineEvent.Effect(
        fields.name("sink"),
        fields.natural("epoch", fields.number("epoch", 0)),
        fields.text("key", ""),
        new Input(fields.name("source"), fields.natural("offset"), fields.small("output", 0, 0)),
        with(),
        fields.text("value", ""));
  }

  private List<Input> with() {
    List<?> list = fields.list("with");
    if (list.isEmpty()) {
      return List.of();
    }
    List<Input> inputs = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof List<?> input)
          || input.size() < 2
          || input.size() > 3
          || !(input.get(0) instanceof String source)
          || !(input.get(1) instanceof Long offset)
          || offset < 0
          || !(input.get(input.size() - 1) instanceof Long last)
          || (input.size() == 3 && (last < 0 || last > Integer.MAX_VALUE))) {
        throw fields.error(
            "effect with "
                + item
                + ": expected [\"source\", offset] or [\"source\", offset, output]");
      }
      inputs.add(new Input(source, offset, input.size() == 3 ? last.intValue() : 0));
    }
    return inputs;
  }

  private PipelineEvent fault() {
    return new PipelineEvent.Fault(
        fields.natural("id"),
        fields.name("kind"),
        fields.names("nodes"),
        fields.number("amount", 0),
        fields.constant("phase", PipelineEvent.Fault.Phase.values(), null),
        fields.name("evidence", ""),
        fields.natural("atMs"),
        fields.number("held", PipelineEvent.Fault.NOT_KNOWN));
  }

  private PipelineEvent recovery() {
    return new PipelineEvent.Recovery(
        fields.name("partition"),
        fields.number("fromEpoch", 0),
        fields.number("toEpoch", 0),
        fields.name("cause", ""),
        fields.number("failedMs", 0),
        fields.number("suspectedMs", 0),
        fields.number("declaredMs", 0),
        fields.number("claimedMs", 0),
        fields.number("installedMs", 0),
        fields.number("activatedMs", 0),
        fields.number("firstOutputMs", 0),
        fields.number("caughtUpMs", 0),
        fields.number("replayed", 0));
  }
}
