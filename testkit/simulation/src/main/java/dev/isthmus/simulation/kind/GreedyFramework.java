package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.util.List;

/** Launches short and long tasks on whatever it is offered, kills some of them, and asks after them now and then. It does not checkpoint. */
public final class GreedyFramework extends BookedFramework {

    private static final int ENOUGH_ONE_IN = 8;

    /**
     * Without tasks.
     *
     * @param most how many tasks it has at one time
     */
    public GreedyFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public FrameworkInfo info() {
        return super.info().toBuilder().clearCheckpoint().build();
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(GreedyFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            askForAll();
            often(SHORTEST, seconds(30), this::act);
        }

        private void act() {
            switch (draws().below(6)) {
                case 0 -> driver().reconcileTasks(List.of());
                case 1 -> driver().reconcileTasks(Tasks.asked(tasks().ids()));
                case 2 -> driver().reviveOffers();
                default -> killOne();
            }
        }

        @Override
        public void reregistered(MasterInfo master) {
            driver().reconcileTasks(Tasks.asked(tasks().ids()));
        }

        @Override
        List<TaskInfo> fill(Offer offer, double cpus, double memory) {
            return fill(offer, cpus, memory, ENOUGH_ONE_IN);
        }
    }
}
