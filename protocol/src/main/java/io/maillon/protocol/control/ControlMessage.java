package io.maillon.protocol.control;

/** Any message on a control connection. */
public sealed interface ControlMessage
    permits Accepted,
        Activate,
        Apply,
        Assign,
        Attach,
        Dismissed,
        Evict,
        Finish,
        FunctionFailed,
        Heartbeat,
        HeartbeatReply,
        NotLeader,
        Register,
        Registered,
        Rejected,
        Resume,
        Shutdown,
        Status,
        StatusRequest,
        Stop,
        Topology {}
