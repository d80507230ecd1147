package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * As Chronos: many short jobs at once, at times; those that fail or are lost are tried again twice. It takes one offer a callback, and declines without filters
 * of its own. After a restart it asks for all tasks.
 */
public final class ChronosFramework extends BookedFramework {

    private static final double CPUS = 0.1;
    private static final double MEMORY = 128;
    private static final int RETRIES = 2;

    /** How often each job that is due may still be tried again; in its store, as is what follows. */
    private final List<Integer> due = new ArrayList<>();

    private final Map<String, Integer> retriesLeft = new TreeMap<>();

    /** Without jobs. */
    public ChronosFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public String mesosVersion() {
        return "1.6.1";
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(ChronosFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            super.registered(frameworkId, master);
            driver().reconcileTasks(List.of());
            driver().reviveOffers();
            often(seconds(20), seconds(70), this::comeDue);
        }

        private void comeDue() {
            int jobs = draws().between(1, Math.max(1, Math.min(20, most())));
            for (int job = 0; job < jobs && due.size() < most(); job++) {
                due.add(RETRIES);
            }
            driver().reviveOffers();
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            boolean used = false;
            for (Offer offer : offers) {
                List<TaskInfo> tasks = used ? List.of() : launch(offer);
                if (tasks.isEmpty()) {
                    driver().declineOffer(offer.getId(), Filters.getDefaultInstance());
                } else {
                    used = true;
                    driver().launchTasks(List.of(offer.getId()), tasks, Filters.getDefaultInstance());
                }
            }
        }

        private List<TaskInfo> launch(Offer offer) {
            double cpus = Tasks.amount(offer, "cpus");
            double memory = Tasks.amount(offer, "mem");
            List<TaskInfo> tasks = new ArrayList<>();
            while (hasRoom() && !due.isEmpty() && cpus >= CPUS && memory >= MEMORY) {
                cpus -= CPUS;
                memory -= MEMORY;
                TaskInfo task = task(offer, CPUS, MEMORY, draws().between(SHORTEST, SHORT));
                retriesLeft.put(task.getTaskId().getValue(), due.remove(0));
                tasks.add(task);
            }
            return tasks;
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            super.statusUpdate(status);
            if (!Statuses.isTerminal(status.getState())) {
                return;
            }
            Integer left = retriesLeft.remove(status.getTaskId().getValue());
            boolean failed = status.getState() == TaskState.TASK_FAILED || status.getState() == TaskState.TASK_LOST;
            if (left != null && left > 0 && failed) {
                due.add(left - 1);
            }
        }
    }
}
