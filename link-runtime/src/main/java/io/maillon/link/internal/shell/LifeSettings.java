package io.maillon.link.internal.shell;

import io.maillon.link.internal.metrics.RuntimeMetrics;
import io.maillon.link.internal.net.DataServer;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.recovery.log.LogStores;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * What the lives of one runtime share.
 *
 * @param loop its thread is the link thread
 * @param transport of data connections
 * @param wire bounds of data connections
 * @param server hands accepted connections to the present life
 * @param threads run functions
 * @param opener makes functions
 * @param stores of logs
 * @param coordinator takes what the core wants to tell
 * @param metrics of the runtime
 * @param fault is told when the state of the life can't be trusted any more
 */
record LifeSettings(
    EventLoop loop,
    Transport transport,
    WireOptions wire,
    DataServer server,
    FunctionThreads threads,
    FunctionOpener opener,
    LogStores stores,
    Consumer<ControlMessage> coordinator,
    RuntimeMetrics metrics,
    Consumer<Throwable> fault) {}
