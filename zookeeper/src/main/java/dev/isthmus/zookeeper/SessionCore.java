package dev.isthmus.zookeeper;

import java.util.ArrayList;
import java.util.List;

/**
 * A session as a state machine: which client is the current one, and its state. A ZooKeeper client reconnects by itself, but cannot be used
 * any more once its session has expired, and does not notice that as long as no server answers. So a client is replaced when it reports
 * that its session expired, and when it has been disconnected for as long as a session lasts. Times are readings of one clock in
 * nanoseconds, which may wrap.
 */
final class SessionCore implements SessionInput.Cases<List<SessionOutput>> {

    /** How long after a client could not be made another is tried. */
    static final long RETRY = 1_000_000_000L;

    private ConnectionState state = ConnectionState.CONNECTING;
    private int client;
    private long now;
    private long timeout;
    private long since;
    private boolean missing;

    SessionCore(long timeout) {
        this.timeout = timeout;
    }

    /** The first client. */
    List<SessionOutput> start(long at) {
        now = at;
        return List.of(new SessionOutput.Open(++client));
    }

    List<SessionOutput> step(long at, SessionInput input) {
        now = at;
        return state.isFinal() ? List.of() : input.match(this);
    }

    @Override
    public List<SessionOutput> heard(SessionInput.Heard input) {
        if (input.client() != client) {
            return List.of();
        }
        if (input.timeout() > 0) {
            timeout = input.timeout();
        }
        return switch (input.signal()) {
            case CONNECTED -> to(ConnectionState.CONNECTED);
            case DISCONNECTED -> suspended();
            case EXPIRED -> lost();
            case REFUSED -> end(ConnectionState.REFUSED);
        };
    }

    private List<SessionOutput> to(ConnectionState next) {
        if (state == next) {
            return List.of();
        }
        state = next;
        return List.of(new SessionOutput.Tell(next));
    }

    /** Of a client that was never connected this says nothing new: there is no session yet that could end. */
    private List<SessionOutput> suspended() {
        if (state != ConnectionState.CONNECTED) {
            return List.of();
        }
        since = now;
        List<SessionOutput> outputs = new ArrayList<>(to(ConnectionState.SUSPENDED));
        outputs.add(new SessionOutput.Wake(timeout));
        return outputs;
    }

    private List<SessionOutput> lost() {
        List<SessionOutput> outputs = end(ConnectionState.LOST);
        outputs.add(new SessionOutput.Open(++client));
        return outputs;
    }

    private List<SessionOutput> end(ConnectionState last) {
        List<SessionOutput> outputs = new ArrayList<>(List.of(new SessionOutput.Discard(client)));
        outputs.addAll(to(last));
        return outputs;
    }

    @Override
    public List<SessionOutput> failed(SessionInput.Failed input) {
        if (input.client() != client) {
            return List.of();
        }
        missing = true;
        since = now;
        return List.of(new SessionOutput.Wake(RETRY));
    }

    @Override
    public List<SessionOutput> tick(SessionInput.Tick input) {
        if (missing && now - since >= RETRY) {
            missing = false;
            return List.of(new SessionOutput.Open(++client));
        }
        return state == ConnectionState.SUSPENDED && now - since >= timeout ? lost() : List.of();
    }

    @Override
    public List<SessionOutput> close(SessionInput.Close input) {
        return end(ConnectionState.CLOSED);
    }
}
