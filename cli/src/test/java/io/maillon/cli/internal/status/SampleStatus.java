package io.maillon.cli.internal.status;

/** A status as a coordinator tells it. */
public final class SampleStatus {
  private SampleStatus() {}

  public static final String JSON =
      """
      {"leader": "c2", "pipelines": [{
        "pipeline": "flights", "state": "RUNNING", "message": null, "new": {"key": 1},
        "instances": [
          {"id": "n1#1", "pid": 101, "host": "h", "address": "127.0.0.1:7000", "state": "ALIVE"},
          {"id": "n2#1", "pid": 102, "host": "h", "address": "127.0.0.1:7001", "state": "DEAD"},
          {"id": "n2#2", "pid": 103, "host": "h", "address": "127.0.0.1:7002", "state": "ALIVE"}],
        "partitions": [
          {"stage": "read", "index": 0, "epoch": 1, "owner": "n1#1", "replicas": ["n2#2"],
           "state": "ACTIVE", "claim": "", "positions": [], "outputOffset": 5000,
           "acknowledgedOffset": 4000, "inFlightBytes": 65536, "waitingBytes": 0,
           "waitsFor": "credit of delays/0"},
          {"stage": "delays", "index": 0, "epoch": 6, "owner": "n2#1", "replicas": ["n1#1"],
           "state": "RECOVERING",
           "claim": "n1#1 epoch 7",
           "positions": [{"upstream": "read/0", "offset": 4000, "ended": false}],
           "outputOffset": 4000, "acknowledgedOffset": 4000, "inFlightBytes": 0, "waitingBytes": 3000000,
           "waitsFor": ""},
          {"stage": "write", "index": 0, "epoch": 2, "owner": "", "replicas": [],
           "state": "FINISHED", "positions": [{"upstream": "delays/0", "offset": 4000, "ended": true}],
           "outputOffset": 0, "acknowledgedOffset": 0}],
        "recovered": 2,
        "recoveries": [
          {"partition": "delays/0", "fromEpoch": 5, "toEpoch": 6, "cause": "crash of n3#1",
           "failedMs": 1000, "suspectedMs": 1005, "declaredMs": 1009, "claimedMs": 1020,
           "activatedMs": 1041, "caughtUpMs": 1050, "replayed": 312},
          {"partition": "delays/0", "fromEpoch": 6, "toEpoch": 7, "cause": "crash of n2#1",
           "failedMs": 2000, "declaredMs": 2012, "activatedMs": 0}],
        "risks": ["together: n1#1 and n2#2 (1 partitions)"]}]}
      """;
}
