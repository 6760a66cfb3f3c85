package io.maillon.chaos.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.maillon.chaos.checker.pipeline.Input;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes events as JSON objects; keys that hold what a reader assumes anyway are left out. */
final class EventFormat {
  private final JsonGenerator json;

  EventFormat(JsonGenerator json) {
    this.json = json;
  }

  void write(PipelineEvent event) throws IOException {
    json.writeStartObject();
    if (event instanceof PipelineEvent.Sent sent) {
      sent(sent);
    } else if (event instanceof PipelineEvent.Effect effect) {
      effect(effect);
    } else if (event instanceof PipelineEvent.Acked acked) {
      type(EventTypes.ACKED);
      json.writeStringField("source", acked.source());
      json.writeNumberField("offset", acked.offset());
    } else if (event instanceof PipelineEvent.State state) {
      type(EventTypes.STATE);
      json.writeStringField("key", state.key());
      json.writeStringField("value", state.value());
    } else if (event instanceof PipelineEvent.Sample sample) {
      sample(sample);
    } else {
      rare(event);
    }
    json.writeEndObject();
  }

  private void rare(PipelineEvent event) throws IOException {
    if (event instanceof PipelineEvent.Run run) {
      run(run);
    } else if (event instanceof PipelineEvent.Owner owner) {
      type(EventTypes.OWNER);
      json.writeStringField("partition", owner.partition());
      json.writeNumberField("epoch", owner.epoch());
      json.writeStringField("instance", owner.instance());
      json.writeNumberField("atMs", owner.atMs());
    } else if (event instanceof PipelineEvent.Released released) {
      type(EventTypes.RELEASED);
      json.writeStringField("partition", released.partition());
      json.writeNumberField("epoch", released.epoch());
      json.writeNumberField("offset", released.offset());
    } else if (event instanceof PipelineEvent.Trimmed trimmed) {
      type(EventTypes.TRIMMED);
      json.writeStringField("partition", trimmed.partition());
      json.writeNumberField("offset", trimmed.offset());
    } else if (event instanceof PipelineEvent.Fault fault) {
      fault(fault);
    } else if (event instanceof PipelineEvent.Death death) {
      type(EventTypes.DEATH);
      json.writeStringField("instance", death.instance());
      json.writeStringField("reason", death.reason());
      json.writeNumberField("failedMs", death.failedMs());
      json.writeNumberField("declaredMs", death.declaredMs());
    } else if (event instanceof PipelineEvent.Spared spared) {
      type(EventTypes.SPARED);
      json.writeStringField("instance", spared.instance());
      json.writeNumberField("atMs", spared.atMs());
    } else if (event instanceof PipelineEvent.Recovery recovery) {
      recovery(recovery);
    } else if (event instanceof PipelineEvent.End end) {
      type(EventTypes.END);
      json.writeStringField("state", end.state());
      json.writeStringField("message", end.message());
      json.writeNumberField("atMs", end.atMs());
      json.writeNumberField("inputEndedMs", end.inputEndedMs());
    } else {
      throw new IllegalArgumentException("no form for " + event);
    }
  }

  private void type(String type) throws IOException {
    json.writeStringField("type", type);
  }

  private void run(PipelineEvent.Run run) throws IOException {
    type(EventTypes.RUN);
    json.writeStringField("suite", run.suite());
    json.writeStringField("backend", run.backend());
    json.writeNumberField("seed", run.seed());
    json.writeStringField("pipeline", run.pipeline());
    json.writeNumberField("startedMs", run.startedMs());
    json.writeStringField("fold", run.fold().toString());
    json.writeBooleanField("perKeyOrder", run.perKeyOrder());
    json.writeNumberField("livenessBoundMs", run.livenessBoundMs());
    texts("faults", run.faults());
    json.writeObjectFieldStart("settings");
    for (Map.Entry<String, String> setting : run.settings().entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    json.writeEndObject();
  }

  private void sent(PipelineEvent.Sent sent) throws IOException {
    type(EventTypes.SENT);
    json.writeStringField("source", sent.source());
    json.writeNumberField("offset", sent.offset());
    json.writeStringField("key", sent.key());
    json.writeStringField("value", sent.value());
    if (sent.effects() != 1) {
      json.writeNumberField("effects", sent.effects());
    }
  }

  private void effect(PipelineEvent.Effect effect) throws IOException {
    type(EventTypes.EFFECT);
    json.writeStringField("sink", effect.sink());
    if (effect.epoch() != 0) {
      json.writeNumberField("epoch", effect.epoch());
    }
    json.writeStringField("key", effect.key());
    Input input = effect.input();
    json.writeStringField("source", input.source());
    json.writeNumberField("offset", input.offset());
    if (input.output() != 0) {
      json.writeNumberField("output", input.output());
    }
    if (!effect.with().isEmpty()) {
      json.writeArrayFieldStart("with");
      for (Input with : effect.with()) {
        json.writeStartArray();
        json.writeString(with.source());
        json.writeNumber(with.offset());
        if (with.output() != 0) {
          json.writeNumber(with.output());
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    if (!effect.value().isEmpty()) {
      json.writeStringField("value", effect.value());
    }
  }

  private void fault(PipelineEvent.Fault fault) throws IOException {
    type(EventTypes.FAULT);
    json.writeNumberField("id", fault.id());
    json.writeStringField("kind", fault.kind());
    texts("nodes", fault.nodes());
    json.writeNumberField("amount", fault.amount());
    json.writeStringField("phase", fault.phase().toString());
    json.writeStringField("evidence", fault.evidence());
    json.writeNumberField("atMs", fault.atMs());
    if (fault.held() != PipelineEvent.Fault.NOT_KNOWN) {
      json.writeNumberField("held", fault.held());
    }
  }

  private void recovery(PipelineEvent.Recovery recovery) throws IOException {
    type(EventTypes.RECOVERY);
    json.writeStringField("partition", recovery.partition());
    json.writeNumberField("fromEpoch", recovery.fromEpoch());
    json.writeNumberField("toEpoch", recovery.toEpoch());
    json.writeStringField("cause", recovery.cause());
    json.writeNumberField("failedMs", recovery.failedMs());
    json.writeNumberField("suspectedMs", recovery.suspectedMs());
    json.writeNumberField("declaredMs", recovery.declaredMs());
    json.writeNumberField("claimedMs", recovery.claimedMs());
    json.writeNumberField("installedMs", recovery.installedMs());
    json.writeNumberField("activatedMs", recovery.activatedMs());
    json.writeNumberField("firstOutputMs", recovery.firstOutputMs());
    json.writeNumberField("caughtUpMs", recovery.caughtUpMs());
    json.writeNumberField("replayed", recovery.replayed());
  }

  private void sample(PipelineEvent.Sample sample) throws IOException {
    type(EventTypes.SAMPLE);
    json.writeNumberField("atMs", sample.atMs());
    json.writeNumberField("records", sample.records());
    json.writeNumberField("newRecords", sample.newRecords());
    json.writeNumberField("p50Ms", sample.p50Ms());
    json.writeNumberField("p99Ms", sample.p99Ms());
    json.writeNumberField("maxMs", sample.maxMs());
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
