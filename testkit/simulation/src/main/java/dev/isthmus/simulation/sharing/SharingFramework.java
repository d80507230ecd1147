package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a framework of a master wants to be offered, by its calls, as they reach the master's machine. */
final class SharingFramework {

    /** A filter may hold through one run more. */
    private static final Duration RUN = Duration.ofSeconds(2);

    private static final double MILLIS = 1e3;

    /** The agents of the offers that it has. */
    private final Map<String, String> offers = new TreeMap<>();

    private final Map<String, Instant> refusedUntil = new TreeMap<>();
    private boolean hasWanted;
    private boolean isSuppressed;

    /** It is gone, or subscribes again. */
    void left() {
        hasWanted = false;
        offers.clear();
        refusedUntil.clear();
    }

    void offered(Offer offer) {
        hasWanted = true;
        offers.put(offer.getId().getValue(), offer.getSlaveId().getValue());
    }

    void calls(Call call, Instant now) {
        Accepted accepted = Accepted.of(call);
        Duration refused =
                Duration.ofMillis((long) (accepted.refuseSeconds() * MILLIS)).plus(RUN);
        for (String id : accepted.offers()) {
            String agent = offers.remove(id);
            if (agent != null) {
                refusedUntil.merge(agent, now.plus(refused), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        switch (call.getType()) {
            case SUPPRESS -> isSuppressed = true;
            case REVIVE -> {
                isSuppressed = false;
                refusedUntil.clear();
            }
            case SUBSCRIBE -> isSuppressed = call.getSubscribe().getSuppressedRolesCount() > 0;
            case UPDATE_FRAMEWORK -> isSuppressed = call.getUpdateFramework().getSuppressedRolesCount() > 0;
            default -> {}
        }
    }

    /** Its only role; all of them, if it has several. */
    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    static String role(FrameworkInfo info) {
        return info.getRolesCount() > 0 ? String.join(" ", info.getRolesList()) : info.getRole();
    }

    /** Whether it would have been offered what there is of an agent, had its turn come. It has been offered something since it subscribed. */
    boolean wants(String agent, Instant now) {
        return hasWanted && takes(agent, now);
    }

    /** The same, whether it has been offered anything or not. */
    boolean takes(String agent, Instant now) {
        return !isSuppressed && !refusedUntil.getOrDefault(agent, Instant.MIN).isAfter(now);
    }
}
