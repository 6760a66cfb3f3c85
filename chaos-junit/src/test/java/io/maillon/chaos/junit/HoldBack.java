package io.maillon.chaos.junit;

import io.maillon.link.ListState;
import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;

/** Keeps the records of a key until a timer is due, or its end. */
public final class HoldBack implements StageFunction<String, String> {
  private static final long HELD_MS = 200;

  private ListState<String> held;

  @Override
  public Codec<String> inputCodec() {
    return Codecs.utf8();
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void open(StageContext<String> context) {
    held = context.list("held", Codecs.utf8());
  }

  @Override
  public void process(String line, StageContext<String> context) {
    held.add(line);
    context.setTimer(context.nowMs() + HELD_MS, "due");
  }

  @Override
  public void onTimer(String tag, long atMs, StageContext<String> context) {
    release(context);
  }

  @Override
  public void onKeyEnd(StageContext<String> context) {
    release(context);
  }

  private void release(StageContext<String> context) {
    for (int i = 0; i < held.size(); i++) {
      context.emit(held.get(i));
    }
    held.clear();
  }
}
