package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.util.Optional;
import java.util.OptionalLong;

/** How a driver stands with its master: which one it is, the stream from it, and until when what is waited for. Times are in milliseconds. Not thread-safe. */
final class MasterLink {

    /** How often in a row one master may send to another. */
    private static final int MOST_REDIRECTS = 9;

    private Optional<MasterUrl> leader = Optional.empty();
    private Optional<MasterUrl> target = Optional.empty();
    private int redirects;

    private int stream;
    private boolean open;
    private String id = "";
    private boolean subscribed;

    private long silence;

    /** When to try again, or to give the stream up. */
    private OptionalLong due = OptionalLong.empty();

    /** Who leads, as far as it is known. */
    Optional<MasterUrl> leader() {
        return leader;
    }

    void leader(Optional<MasterUrl> found) {
        leader = found;
        target = found;
        redirects = 0;
    }

    /** The master that is spoken to: the leader, or where that has sent us. */
    Optional<MasterUrl> target() {
        return target;
    }

    /**
     * Goes where a master sends to.
     *
     * @return whether there is such a place, and it has not been too many in a row
     */
    boolean follow(Optional<String> location) {
        Optional<MasterUrl> next = target.flatMap(from -> location.flatMap(from::elsewhere));
        if (!next.isPresent() || redirects == MOST_REDIRECTS) {
            return false;
        }
        redirects++;
        target = next;
        return true;
    }

    /** Begins with the next stream. */
    int next(long until) {
        stream++;
        open = true;
        id = "";
        subscribed = false;
        due = OptionalLong.of(until);
        return stream;
    }

    /** The number of the stream that counts. */
    int stream() {
        return stream;
    }

    boolean isOf(int number) {
        return open && number == stream;
    }

    boolean isOpen() {
        return open;
    }

    void opened(String newId) {
        id = newId;
    }

    /** What the master calls the stream. */
    String id() {
        return id;
    }

    /**
     * Calls can be made from now on.
     *
     * @param heartbeat as the master announces it, in seconds
     */
    void subscribed(long now, double heartbeat) {
        subscribed = true;
        redirects = 0;
        silence = Heartbeats.limit(heartbeat);
        heard(now);
    }

    /** Something has come over a stream that is confirmed. */
    void heard(long now) {
        if (subscribed) {
            due = OptionalLong.of(now + silence);
        }
    }

    /** For a master that does not say who it is. */
    MasterInfo unnamed() {
        MasterInfo.Builder info = MasterInfo.newBuilder().setId("").setIp(0);
        target.ifPresent(master -> info.setHostname(master.host()).setPort(master.port()));
        return info.build();
    }

    /** Whether calls can be made. */
    boolean isSubscribed() {
        return open && subscribed;
    }

    /** The stream is gone. */
    void closed() {
        open = false;
        subscribed = false;
    }

    /** From then on the leader is asked, and not who it has sent us to before. */
    void afresh() {
        target = leader;
        redirects = 0;
    }

    void due(long at) {
        due = OptionalLong.of(at);
    }

    void nothingDue() {
        due = OptionalLong.empty();
    }

    OptionalLong due() {
        return due;
    }
}
