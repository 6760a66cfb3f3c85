package io.maillon.chaos.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.PipelineConviction;
import io.maillon.chaos.checker.pipeline.PipelineCounts;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes {@code result.json}; its form is docs/chaos/report.md. */
final class ResultJson {
  private final RunFacts facts;
  private final Judgement judgement;
  private final PipelineResult result;
  private final JsonGenerator json;

  private ResultJson(RunFacts facts, Judgement judgement, JsonGenerator json) {
    this.facts = facts;
    this.judgement = judgement;
    this.result = judgement.pipeline();
    this.json = json;
  }

  static void write(Path file, RunFacts facts, Judgement judgement) throws IOException {
    JsonMapper mapper = new JsonMapper();
    try (JsonGenerator json =
        mapper
            .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
            .useDefaultPrettyPrinter()) {
      new ResultJson(facts, judgement, json).write();
      json.writeRaw('\n');
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", judgement.verdict().toString());
    json.writeStringField("reason", result.reason());
    if (facts.run().isPresent()) {
      run(facts.run().get());
    }
    json.writeNumberField("durationMs", facts.toMs() - facts.fromMs());
    json.writeStringField("endState", facts.end().map(PipelineEvent.End::state).orElse(""));
    json.writeStringField("endMessage", facts.end().map(PipelineEvent.End::message).orElse(""));
    counts(result.counts());
    json.writeArrayFieldStart("claims");
    for (CheckResult check : result.checks()) {
      claim(check);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("further");
    for (FurtherCheck check : judgement.further()) {
      json.writeStartObject();
      json.writeStringField("text", check.text());
      json.writeStringField("verdict", check.verdict().toString());
      json.writeNumberField("checked", check.checked());
      json.writeStringField("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    throughput(new Throughput(facts.samples(), facts.fromMs()));
    faults();
    recoveries(facts.recoveries());
    json.writeEndObject();
  }

  private void run(PipelineEvent.Run run) throws IOException {
    json.writeStringField("suite", run.suite());
    json.writeStringField("backend", run.backend());
    json.writeNumberField("seed", run.seed());
    json.writeStringField("pipeline", run.pipeline());
    json.writeNumberField("startedMs", run.startedMs());
    json.writeObjectField("settings", run.settings());
  }

  private void counts(PipelineCounts counts) throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("events", counts.events());
    json.writeNumberField("sent", counts.sent());
    json.writeNumberField("effects", counts.effects());
    json.writeNumberField("keys", counts.keys());
    json.writeNumberField("faults", counts.faults());
    json.writeNumberField("recoveries", counts.recoveries());
    json.writeEndObject();
  }

  private void claim(CheckResult check) throws IOException {
    json.writeStartObject();
    json.writeStringField("claim", check.claim().toString());
    json.writeStringField("text", check.claim().text());
    json.writeStringField("verdict", check.verdict().toString());
    json.writeNumberField("checked", check.checked());
    json.writeNumberField("violations", check.violations());
    json.writeStringField("note", check.note());
    json.writeArrayFieldStart("convictions");
    for (PipelineConviction conviction : check.convictions()) {
      json.writeStartObject();
      json.writeStringField("text", conviction.text());
      json.writeObjectField("lines", conviction.lines());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void throughput(Throughput throughput) throws IOException {
    json.writeObjectFieldStart("throughput");
    json.writeNumberField("records", throughput.records());
    json.writeNumberField("meanPerSecond", throughput.meanPerSecond());
    json.writeNumberField("maxPerSecond", throughput.maxPerSecond());
    json.writeNumberField("longestSilenceMs", throughput.longestSilenceMs());
    json.writeEndObject();
    json.writeObjectFieldStart("latency");
    json.writeNumberField("p50Ms", throughput.p50Ms());
    json.writeNumberField("worstP99Ms", throughput.worstP99Ms());
    json.writeNumberField("maxMs", throughput.maxMs());
    json.writeEndObject();
  }

  private void faults() throws IOException {
    Map<String, Detections.OfKind> noticed = facts.detections().byKind();
    json.writeObjectFieldStart("faults");
    for (Map.Entry<String, List<FaultSpan>> kind : facts.faults().entrySet()) {
      json.writeObjectFieldStart(kind.getKey());
      json.writeNumberField("count", kind.getValue().size());
      json.writeNumberField("evidence", kind.getValue().stream().filter(FaultSpan::fired).count());
      if (noticed.containsKey(kind.getKey())) {
        json.writeObjectFieldStart("noticed");
        noticed(noticed.get(kind.getKey()));
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void recoveries(List<PipelineEvent.Recovery> recoveries) throws IOException {
    json.writeObjectFieldStart("recoveries");
    json.writeNumberField("count", recoveries.size());
    json.writeNumberField(
        "replayed", recoveries.stream().mapToLong(PipelineEvent.Recovery::replayed).sum());
    json.writeObjectFieldStart("afterFailed");
    for (Phase phase : Phase.values()) {
      Percentiles times = Percentiles.of(phase.afterFailedMs(recoveries));
      json.writeObjectFieldStart(phase.key());
      percentiles(times);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void noticed(Detections.OfKind kind) throws IOException {
    percentiles(kind.times());
    json.writeNumberField("missed", kind.missed());
    json.writeNumberField("spared", kind.spared());
    json.writeNumberField("brief", kind.brief());
    json.writeNumberField("idle", kind.idle());
  }

  private void percentiles(Percentiles times) throws IOException {
    json.writeNumberField("count", times.count());
    json.writeNumberField("p50Ms", times.p50());
    json.writeNumberField("p99Ms", times.p99());
    json.writeNumberField("maxMs", times.max());
  }
}
