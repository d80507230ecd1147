package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * As Spark in its coarse mode: executors of one size, at most one an offer; an agent with two failures is never used again, {@code TASK_LOST} counts as one;
 * what is too much is declined for two minutes, and offers are revived at each end. When all agents are excluded its job hangs, until its user starts it again.
 */
public final class SparkFramework extends BookedFramework {

    private static final double CPUS = 1.0;
    private static final double MEMORY = 896;
    private static final int FAILURES = 2;
    private static final int SURPLUS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Without executors. */
    public SparkFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public String mesosVersion() {
        return "1.0.0";
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        private final Map<String, Integer> failures = new TreeMap<>();
        private final Map<String, String> agents = new TreeMap<>();
        private final TreeSet<String> seen = new TreeSet<>();
        private boolean hangs;

        Life(FrameworkSession session) {
            super(SparkFramework.this, session);
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            for (Offer offer : offers) {
                String agent = offer.getSlaveId().getValue();
                seen.add(agent);
                boolean fits = Tasks.amount(offer, "cpus") >= CPUS && Tasks.amount(offer, "mem") >= MEMORY;
                if (!hasRoom() || isExcluded(agent)) {
                    decline(offer, SURPLUS);
                } else if (!fits) {
                    decline(offer, 5);
                } else {
                    TaskInfo executor = task(offer, CPUS, MEMORY, draws().between(SHORT, LONG));
                    agents.put(executor.getTaskId().getValue(), agent);
                    driver().launchTasks(List.of(offer.getId()), List.of(executor), refusing(5));
                }
            }
        }

        private boolean isExcluded(String agent) {
            return failures.getOrDefault(agent, 0) >= FAILURES;
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            super.statusUpdate(status);
            if (!Statuses.isTerminal(status.getState())) {
                return;
            }
            String agent = agents.remove(status.getTaskId().getValue());
            if (agent != null && status.getState() != TaskState.TASK_FINISHED) {
                failures.merge(agent, 1, Integer::sum);
            }
            driver().reviveOffers();
            if (!hangs && tasks().size() == 0 && seen.stream().allMatch(this::isExcluded)) {
                hangs = true;
                session().after(PATIENCE, () -> session().exit("its user starts the job that hangs again"));
            }
        }
    }
}
