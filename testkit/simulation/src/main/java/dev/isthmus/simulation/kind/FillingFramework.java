package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.simulation.framework.FrameworkSession;
import java.util.List;

/** Takes all that it is offered, if a container can have as little: one task for the whole of each offer. */
public final class FillingFramework extends BookedFramework {

    /** Quotas may leave less of an agent than a container can have. */
    private static final double LEAST_CPUS = 0.1;

    private static final double LEAST_MEMORY = 32;

    /** Without tasks. */
    public FillingFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(FillingFramework.this, session);
        }

        @Override
        List<TaskInfo> fill(Offer offer, double cpus, double memory) {
            boolean isEnough = cpus >= LEAST_CPUS && memory >= LEAST_MEMORY;
            return hasRoom() && isEnough
                    ? List.of(task(offer, cpus, memory, draws().between(SHORTEST, SHORT)))
                    : List.of();
        }
    }
}
