package io.maillon.protocol.peer;

/** Any message between two instances. */
public sealed interface PeerMessage
    permits Acknowledge,
        Append,
        Appended,
        ChannelOpened,
        ChannelRefused,
        Deliver,
        Fence,
        Fenced,
        Fetch,
        Fetched,
        Install,
        InstallTaken,
        OpenChannel,
        Ping,
        Pong,
        Refused {}
