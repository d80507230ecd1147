package dev.isthmus.zookeeper;

/** The state of the connection between a {@link ZooKeeperSession} and its servers. */
public enum ConnectionState {

    /** No server has answered yet. */
    CONNECTING,

    /** A server answers. After {@link #SUSPENDED} it is the same session as before, with its ephemeral znodes and its watches; after all else a new one. */
    CONNECTED,

    /** No server answers, and the session may end at any time without our hearing of it: whoever relies on being alone must stop to. */
    SUSPENDED,

    /** The session has ended, or no server has answered for as long as it lasts: its ephemeral znodes and watches are gone or will be. A new one is being made. */
    LOST,

    /** The servers do not take our credentials. Final. */
    REFUSED,

    /** Closed by us. Final. */
    CLOSED;

    /** Whether nothing comes after it. */
    public boolean isFinal() {
        return this == REFUSED || this == CLOSED;
    }
}
