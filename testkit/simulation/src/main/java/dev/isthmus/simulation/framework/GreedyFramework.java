package dev.isthmus.simulation.framework;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Launches short and long tasks on whatever it is offered, kills some of them, and asks after them now and then. */
public final class GreedyFramework implements SimulatedFramework {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration RESTS_FOR = Duration.ofSeconds(30);

    private final String name;
    private final int most;
    private final TaskBook tasks;
    private boolean launching = true;

    /**
     * Without tasks.
     *
     * @param most how many tasks it has at one time
     */
    public GreedyFramework(String name, int most) {
        this.name = name;
        this.most = most;
        this.tasks = new TaskBook(name);
    }

    @Override
    public FrameworkInfo info() {
        return FrameworkInfo.newBuilder()
                .setName(name)
                .setUser("simulation")
                .setHostname("simulation")
                .setFailoverTimeout((double) Duration.ofDays(7).toSeconds())
                .build();
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    @Override
    public void stopLaunching() {
        launching = false;
    }

    @Override
    public SortedSet<String> live() {
        return tasks.live();
    }

    private final class Life implements SchedulerCallbacks {

        private final FrameworkSession session;
        private final Draws draws;

        Life(FrameworkSession session) {
            this.session = session;
            this.draws = session.draws();
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            if (tasks.size() > 0) {
                session.driver().reconcileTasks(Tasks.asked(tasks.ids()));
            }
            plan();
        }

        private void plan() {
            session.after(draws.between(SHORTEST, RESTS_FOR), this::act);
        }

        private void act() {
            if (!launching) {
                return;
            }
            List<String> ids = tasks.ids();
            switch (draws.below(6)) {
                case 0 -> session.driver().reconcileTasks(List.of());
                case 1 -> session.driver().reconcileTasks(Tasks.asked(ids));
                case 2 -> session.driver().reviveOffers();
                default -> {
                    if (!ids.isEmpty()) {
                        String id = ids.get(draws.below(ids.size()));
                        session.driver()
                                .killTask(TaskID.newBuilder().setValue(id).build());
                    }
                }
            }
            plan();
        }

        @Override
        public void reregistered(MasterInfo master) {
            session.driver().reconcileTasks(Tasks.asked(tasks.ids()));
        }

        @Override
        public void disconnected() {}

        @Override
        public void resourceOffers(List<Offer> offers) {
            for (Offer offer : offers) {
                List<TaskInfo> launched = launching ? fill(offer) : List.of();
                Filters filters = Filters.newBuilder()
                        .setRefuseSeconds(draws.between(1, 6))
                        .build();
                if (launched.isEmpty()) {
                    session.driver().declineOffer(offer.getId(), filters);
                } else {
                    session.driver().launchTasks(List.of(offer.getId()), launched, filters);
                }
            }
        }

        private List<TaskInfo> fill(Offer offer) {
            double cpus = Tasks.amount(offer, "cpus");
            double memory = Tasks.amount(offer, "mem");
            List<TaskInfo> launched = new ArrayList<>();
            while (tasks.size() < most && !draws.oneIn(8)) {
                double wantedCpus = draws.between(1, 8) / 8.0;
                double wantedMemory = draws.between(1, 8) * 64.0;
                if (wantedCpus > cpus || wantedMemory > memory) {
                    break;
                }
                cpus -= wantedCpus;
                memory -= wantedMemory;
                Duration length = draws.oneIn(3) ? draws.between(SHORT, LONG) : draws.between(SHORTEST, SHORT);
                int exitCode = draws.oneIn(10) ? 1 : 0;
                launched.add(
                        Tasks.of(tasks.next(session.isCurrent()), offer, wantedCpus, wantedMemory, length, exitCode));
            }
            return launched;
        }

        @Override
        public void offerRescinded(OfferID offerId) {}

        @Override
        public void statusUpdate(TaskStatus status) {
            if (session.isCurrent()) {
                tasks.told(status);
            }
        }

        @Override
        public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {}

        @Override
        public void slaveLost(SlaveID slaveId) {}

        @Override
        public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {}

        @Override
        public void error(String message) {}
    }
}
