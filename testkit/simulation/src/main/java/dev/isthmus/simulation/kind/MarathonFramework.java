package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * As Marathon: keeps so many instances of an app up and kills what is above that, suppresses offers while it needs none, acknowledges by itself, asks for all
 * tasks soon after its start and every few minutes, stops when it is disconnected, and gives its driver up when that answers none of five heartbeats.
 */
public final class MarathonFramework extends BookedFramework {

    private static final String ROLE = "*";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MISSES = 5;
    private static final Duration KILL_AGAIN = Duration.ofSeconds(30);
    private static final double CPUS = 0.25;
    private static final double MEMORY = 128;

    private int wanted;

    /** Without instances. */
    public MarathonFramework(String name, int most) {
        super(name, most);
        this.wanted = Math.max(1, most / 2);
    }

    @Override
    public FrameworkInfo info() {
        return super.info().toBuilder()
                .addRoles(ROLE)
                .addCapabilities(capability(FrameworkInfo.Capability.Type.PARTITION_AWARE))
                .addCapabilities(capability(FrameworkInfo.Capability.Type.REGION_AWARE))
                .addCapabilities(capability(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
    }

    private static FrameworkInfo.Capability capability(FrameworkInfo.Capability.Type type) {
        return FrameworkInfo.Capability.newBuilder().setType(type).build();
    }

    @Override
    public boolean acknowledgesImplicitly() {
        return false;
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        private final TreeSet<String> doomed = new TreeSet<>();
        private String id = "";
        private boolean suppressed;
        private boolean stopped;
        private boolean heard;
        private int missed;
        private int heartbeats;

        Life(FrameworkSession session) {
            super(MarathonFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            heard = true;
            id = frameworkId.getValue();
            driver().reviveOffers(List.of(ROLE));
            reconcileIn(HEARTBEAT);
            session().after(HEARTBEAT, this::heartbeat);
            often(seconds(30), seconds(120), this::scale);
        }

        private void reconcileIn(Duration delay) {
            session().after(delay, () -> {
                if (!stopped) {
                    askForAll();
                    driver().reconcileTasks(List.of());
                    reconcileIn(draws().between(seconds(60), seconds(100)));
                }
            });
        }

        /** Every answer counts, and every other callback. */
        private void heartbeat() {
            if (stopped) {
                return;
            }
            missed = heard ? 0 : missed + 1;
            if (missed > MISSES) {
                stopped = true;
                session().giveUp("its driver has answered none of " + MISSES + " heartbeats");
                return;
            }
            if (!heard) {
                heartbeats++;
                driver().reconcileTasks(List.of(TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("fake-marathon-pacemaker-task-" + heartbeats))
                        .setSlaveId(SlaveID.newBuilder().setValue("fake-marathon-pacemaker-agent-" + heartbeats))
                        .setState(TaskState.TASK_RUNNING)
                        .build()));
            }
            heard = false;
            session().after(HEARTBEAT, this::heartbeat);
        }

        private void scale() {
            wanted = draws().between(1, most());
            int above = tasks().size() - wanted;
            tasks().ids().stream().limit(Math.max(0, above)).forEach(this::doom);
            need();
        }

        private void doom(String task) {
            if (doomed.add(task)) {
                killAgain(task);
            }
        }

        private void killAgain(String task) {
            if (!stopped && tasks().live().contains(task)) {
                kill(task);
                session().after(KILL_AGAIN, () -> killAgain(task));
            }
        }

        private int missing() {
            return isLaunching() ? wanted - tasks().size() : 0;
        }

        private void need() {
            if (missing() > 0 && suppressed && !stopped) {
                suppressed = false;
                driver().reviveOffers(List.of(ROLE));
            }
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            heard = true;
            for (Offer offer : offers) {
                List<TaskInfo> launched = launch(offer);
                if (launched.isEmpty()) {
                    decline(offer, 120);
                    continue;
                }
                if (missing() <= 0 && !suppressed) {
                    suppressed = true;
                    // It comes before the offer is accepted, which must stay valid.
                    driver().updateFramework(
                                    info().toBuilder()
                                            .setId(FrameworkID.newBuilder().setValue(id))
                                            .build(),
                                    List.of(ROLE),
                                    OfferConstraints.getDefaultInstance());
                }
                driver().acceptOffers(
                                List.of(offer.getId()),
                                List.of(Offer.Operation.newBuilder()
                                        .setType(Offer.Operation.Type.LAUNCH)
                                        .setLaunch(Offer.Operation.Launch.newBuilder()
                                                .addAllTaskInfos(launched))
                                        .build()),
                                refusing(0));
            }
        }

        /** Up to three instances an offer, which run for long or fall over soon. */
        private List<TaskInfo> launch(Offer offer) {
            double cpus = Tasks.amount(offer, "cpus");
            double memory = Tasks.amount(offer, "mem");
            List<TaskInfo> launched = new ArrayList<>();
            while (missing() > 0 && hasRoom() && launched.size() < 3 && cpus >= CPUS && memory >= MEMORY) {
                cpus -= CPUS;
                memory -= MEMORY;
                Duration length = draws().oneIn(4) ? draws().between(SHORTEST, SHORT) : draws().between(SHORT, LONG);
                launched.add(task(offer, CPUS, MEMORY, length));
            }
            return launched;
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            heard = true;
            String task = status.getTaskId().getValue();
            if (!task.startsWith("fake-")) {
                super.statusUpdate(status);
                if (status.getState() == TaskState.TASK_UNREACHABLE || status.getState() == TaskState.TASK_UNKNOWN) {
                    // It is replaced at once; if it comes back after all, it is above what is wanted.
                    giveUp(task);
                }
            }
            // It acknowledges answers too, which have nothing to acknowledge.
            driver().acknowledgeStatusUpdate(status);
            need();
        }

        private void giveUp(String task) {
            if (session().isCurrent()) {
                tasks().forget(task);
            }
        }

        @Override
        public void offerRescinded(OfferID offerId) {
            heard = true;
        }

        @Override
        public void disconnected() {
            if (!stopped) {
                stopped = true;
                driver().stop(true);
                session().after(draws().upTo(seconds(3)), () -> session().exit("stopped, as it was disconnected"));
            }
        }
    }
}
