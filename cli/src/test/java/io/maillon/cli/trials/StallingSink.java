package io.maillon.cli.trials;

import io.maillon.link.Options;
import io.maillon.link.codec.Codec;
import io.maillon.link.sink.FileSink;
import io.maillon.link.sink.Sink;
import io.maillon.link.sink.SinkContext;
import io.maillon.protocol.Bytes;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file sink, {@code file: PATH}, that stands still in the middle of a write until the file {@code
 * gate} exists.
 */
public final class StallingSink implements Sink<Bytes> {
  private static final long LOOK_NS = 10_000_000L;

  private final FileSink file = new FileSink();
  private Path gate;

  @Override
  public Codec<Bytes> inputCodec() {
    return file.inputCodec();
  }

  @Override
  public void open(SinkContext context, Optional<Bytes> mark) throws Exception {
    gate = Path.of(context.options().text("gate").orElseThrow());
    file.open(asFile(context, context.options().text("file").orElseThrow()), mark);
  }

  /** The context of a sink of the scheme {@code file:}. */
  private static SinkContext asFile(SinkContext context, String location) {
    return (SinkContext)
        Proxy.newProxyInstance(
            SinkContext.class.getClassLoader(),
            new Class<?>[] {SinkContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "location" -> location;
                  case "options" -> new Options(context.partition().stage(), Map.of());
                  default -> method.invoke(context, arguments);
                });
  }

  @Override
  public void write(Bytes record, SinkContext context) throws Exception {
    while (!Files.exists(gate)) {
      LockSupport.parkNanos(LOOK_NS);
      if (Thread.interrupted()) {
        throw new InterruptedException("told to end while it stalls");
      }
    }
    file.write(record, context);
  }

  @Override
  public Bytes flush() throws Exception {
    return file.flush();
  }

  @Override
  public void finish() throws Exception {
    file.finish();
  }

  @Override
  public void close() throws Exception {
    file.close();
  }
}
