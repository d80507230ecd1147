package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A framework of a master, as it can be seen from outside: what it holds for sure, what it may hold, and what it may be offered for sure. */
final class SharingFramework {

    /** A filter may hold through one run more. */
    private static final Duration RUN = Duration.ofSeconds(2);

    private static final double MILLIS = 1e3;

    /** @param most with what may be held beside it */
    private record Held(String agent, SharedAmounts holding, SharedAmounts most, Instant since) {}

    private final Map<String, Held> offers = new TreeMap<>();
    /** Those that its master has not told to have ended. */
    private final Map<String, Held> tasks = new TreeMap<>();
    /** Those of them that live in ECS. */
    private final Set<String> live = new TreeSet<>();

    private final Map<String, Instant> refusedUntil = new TreeMap<>();
    private Set<String> roles = new TreeSet<>();
    private boolean isSubscribed;
    private boolean hasWanted;
    private boolean isSuppressed;

    /** It has called, to be described so. */
    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    void describes(FrameworkInfo info, List<String> suppressed) {
        roles = new TreeSet<>(info.getRolesCount() > 0 ? info.getRolesList() : List.of(info.getRole()));
        isSuppressed = !suppressed.isEmpty();
    }

    /** Its only role; empty if it has several, or none is known. */
    String role() {
        return roles.size() == 1 ? roles.iterator().next() : "";
    }

    void subscribed() {
        isSubscribed = true;
        hasWanted = false;
    }

    /** Or subscribes again, of which it is told later. */
    void left() {
        isSubscribed = false;
        offers.clear();
    }

    void offered(Offer offer, Instant now) {
        hasWanted = true;
        offers.put(
                offer.getId().getValue(),
                held(offer.getSlaveId(), SharedAmounts.of(offer.getResourcesList()), SharedAmounts.NONE, now));
    }

    private static Held held(SlaveID agent, SharedAmounts holding, SharedAmounts beside, Instant now) {
        return new Held(agent.getValue(), holding, holding.plus(beside), now);
    }

    void rescinded(String offer) {
        offers.remove(offer);
    }

    void calls(Call call, Instant now) {
        Accepted accepted = Accepted.of(call);
        Duration refused =
                Duration.ofMillis((long) (accepted.refuseSeconds() * MILLIS)).plus(RUN);
        for (String id : accepted.offers()) {
            Held offer = offers.remove(id);
            if (offer != null) {
                refusedUntil.merge(offer.agent(), now.plus(refused), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        for (TaskInfo task : accepted.tasks()) {
            tasks.put(
                    task.getTaskId().getValue(),
                    held(task.getSlaveId(), SharedAmounts.of(task.getResourcesList()), accepted.executors(), now));
        }
        switch (call.getType()) {
            case SUPPRESS -> isSuppressed = true;
            case REVIVE -> isSuppressed = false;
            case SUBSCRIBE ->
                describes(
                        call.getSubscribe().getFrameworkInfo(),
                        call.getSubscribe().getSuppressedRolesList());
            case UPDATE_FRAMEWORK ->
                describes(
                        call.getUpdateFramework().getFrameworkInfo(),
                        call.getUpdateFramework().getSuppressedRolesList());
            default -> {}
        }
    }

    void ended(String task) {
        tasks.remove(task);
        live.remove(task);
    }

    void lives(String task, boolean isLive) {
        if (isLive && tasks.containsKey(task)) {
            live.add(task);
        } else {
            live.remove(task);
        }
    }

    /** Whether it would have been offered what there is of an agent, had its turn come. It has been offered something on its stream before. */
    boolean wants(String agent, Instant now) {
        return isSubscribed
                && hasWanted
                && !isSuppressed
                && !roles.isEmpty()
                && !refusedUntil.getOrDefault(agent, Instant.MIN).isAfter(now);
    }

    /** What it has held before this instant, at least. */
    SharedAmounts atLeast(Instant now) {
        SharedAmounts sum = SharedAmounts.NONE;
        for (Held offer : offers.values()) {
            sum = offer.since().isBefore(now) ? sum.plus(offer.holding()) : sum;
        }
        for (String task : live) {
            Held held = tasks.get(task);
            sum = held == null ? sum : sum.plus(held.holding());
        }
        return sum;
    }

    /** What it holds now, at most. */
    SharedAmounts atMost() {
        SharedAmounts sum = SharedAmounts.NONE;
        for (Held offer : offers.values()) {
            sum = sum.plus(offer.most());
        }
        for (Held task : tasks.values()) {
            sum = sum.plus(task.most());
        }
        return sum;
    }
}
