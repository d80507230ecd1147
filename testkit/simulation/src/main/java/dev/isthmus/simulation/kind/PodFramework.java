package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.util.ArrayList;
import java.util.List;

/** Launches groups of two or three tasks, and suppresses offers as long as it has enough, as an operator of pods does. */
public final class PodFramework extends BookedFramework {

    private static final double CPUS = 0.25;
    private static final double MEMORY = 64;
    private static final double EXECUTOR_CPUS = 0.1;
    private static final double EXECUTOR_MEMORY = 32;
    private static final double EXECUTOR_DISK = 10;

    private int groups;

    /** Without groups. */
    public PodFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        private String id = "";
        private boolean suppressed;

        Life(FrameworkSession session) {
            super(PodFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            id = frameworkId.getValue();
            super.registered(frameworkId, master);
            often(seconds(15), seconds(90), this::killOne);
            often(seconds(40), seconds(160), () -> {
                suppressed = false;
                driver().reviveOffers();
            });
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            for (Offer offer : offers) {
                int size = draws().between(2, 3);
                boolean fits = Tasks.amount(offer, "cpus") >= EXECUTOR_CPUS + size * CPUS
                        && Tasks.amount(offer, "mem") >= EXECUTOR_MEMORY + size * MEMORY
                        && Tasks.amount(offer, "disk") >= EXECUTOR_DISK;
                if (fits && tasks().size() + size <= most() && isLaunching()) {
                    launch(offer, size);
                } else {
                    decline(offer, draws().between(1, 10));
                }
            }
            if (tasks().size() + 2 > most() && !suppressed) {
                suppressed = true;
                driver().suppressOffers();
            }
        }

        private void launch(Offer offer, int size) {
            List<TaskInfo> members = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                members.add(task(offer, CPUS, MEMORY, anyLength()));
            }
            groups++;
            driver().acceptOffers(
                            List.of(offer.getId()),
                            List.of(Offer.Operation.newBuilder()
                                    .setType(Offer.Operation.Type.LAUNCH_GROUP)
                                    .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                                            .setExecutor(executor())
                                            .setTaskGroup(
                                                    TaskGroupInfo.newBuilder().addAllTasks(members)))
                                    .build()),
                            refusing(draws().below(5)));
        }

        private ExecutorInfo executor() {
            return ExecutorInfo.newBuilder()
                    .setType(ExecutorInfo.Type.DEFAULT)
                    .setExecutorId(ExecutorID.newBuilder().setValue("group-" + groups))
                    .setFrameworkId(FrameworkID.newBuilder().setValue(id))
                    .addResources(Tasks.scalar("cpus", EXECUTOR_CPUS))
                    .addResources(Tasks.scalar("mem", EXECUTOR_MEMORY))
                    .addResources(Tasks.scalar("disk", EXECUTOR_DISK))
                    .build();
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            super.statusUpdate(status);
            if (suppressed && isLaunching() && Statuses.isTerminal(status.getState()) && tasks().size() * 2 < most()) {
                suppressed = false;
                driver().reviveOffers();
            }
        }
    }
}
