package dev.isthmus.operator.cluster;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agents that a driver with these settings would have now: from the backend itself, with its filters, caps and names. It reads, and starts and
 * stops nothing.
 */
public final class AgentsNow {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** EC2 is asked for names beside the rest, and answers a little later. */
    private static final Duration NAMES = Duration.ofSeconds(2);

    private final Object lock = new Object();
    private final SortedMap<AgentId, Agent> agents = new TreeMap<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch named = new CountDownLatch(1);
    private @Nullable BackendFailure failure;
    private final boolean isNaming;
    private boolean complete;

    private AgentsNow(boolean isNaming) {
        this.isNaming = isNaming;
    }

    /**
     * Looks once.
     *
     * @throws CommandFailure if the cluster cannot be read
     */
    public static List<Agent> of(Settings settings, InstantSource clock) throws CommandFailure, InterruptedException {
        AgentsNow now = new AgentsNow(settings.get(EcsSettings.EC2_LOOKUP)
                .asks(ClusterOptions.target(settings).loopback(), settings.get(EcsSettings.EC2_ENDPOINT)));
        ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(step -> {
            Thread thread = new Thread(step, "isthmus-agents");
            thread.setDaemon(true);
            return thread;
        });
        // A driver that has just started waits with its slots on Fargate for the window; one that runs has waited.
        Settings settled =
                settings.toBuilder().set(EcsSettings.CONSISTENCY_WINDOW, "10ms").build();
        try (Backend backend = BackendProvider.select(Discovery.installed(), settled)
                .open(new BackendContext(settled, clock, steps, Fence.NONE))) {
            backend.offers().start(now::changed);
            boolean isTold = now.told.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (isTold) {
                boolean unused = now.named.await(NAMES.toMillis(), TimeUnit.MILLISECONDS);
            }
            return now.agents(isTold);
        } catch (BackendException e) {
            throw AskedCluster.failure(e.failure().message(), e.failure().category());
        } finally {
            steps.shutdownNow();
        }
    }

    private void changed(InventoryEvent event) {
        event.match(
                seen -> {
                    synchronized (lock) {
                        agents.put(seen.agent().id(), seen.agent());
                        settle();
                    }
                },
                gone -> {
                    synchronized (lock) {
                        agents.remove(gone.agent());
                    }
                },
                all -> {
                    synchronized (lock) {
                        complete = true;
                        settle();
                    }
                    told.countDown();
                },
                lost -> {
                    synchronized (lock) {
                        failure = lost.failure();
                    }
                    told.countDown();
                });
    }

    /** Where EC2 is asked, an agent goes by the id of its machine until that has told its name; and slots on Fargate are dealt to a moment after they are there. */
    private void settle() {
        List<Agent> slots = agents.values().stream()
                .filter(agent -> FargateSlot.isSlot(agent.id()))
                .toList();
        boolean isDealt = slots.isEmpty()
                || slots.stream()
                        .anyMatch(slot -> !slot.holdings().isEmpty()
                                || !slot.free().amount(ResourceName.ECS_CPU).isZero());
        boolean isNamed = !isNaming || agents.values().stream().allMatch(AgentsNow::hasName);
        if (complete && isDealt && isNamed) {
            named.countDown();
        }
    }

    private static boolean hasName(Agent agent) {
        return !agent.address().hostname().matches("i-[0-9a-f]+");
    }

    private List<Agent> agents(boolean isTold) throws CommandFailure {
        synchronized (lock) {
            if (failure != null) {
                throw AskedCluster.failure(failure.message(), failure.category());
            }
            if (!isTold) {
                throw AskedCluster.failure(
                        "the cluster was not read within " + LONGEST.toSeconds() + " s", Category.TRANSIENT);
            }
            return List.copyOf(agents.values());
        }
    }
}
