package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.framework.FrameworkSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Acknowledges by itself, up to minutes late, in any order, and some updates twice. Of a task that it kills it acknowledges soon, as the end of
 * that stands behind what it has not acknowledged.
 */
public final class SlowFramework extends BookedFramework {

    private static final Duration LATE = Duration.ofSeconds(110);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Without tasks. */
    public SlowFramework(String name, int most) {
        super(name, most);
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

        private final List<TaskStatus> waiting = new ArrayList<>();
        private final TreeSet<String> killed = new TreeSet<>();

        Life(FrameworkSession session) {
            super(SlowFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            super.registered(frameworkId, master);
            often(seconds(10), seconds(60), this::killWell);
        }

        private void killWell() {
            List<String> ids = tasks().ids();
            if (!ids.isEmpty()) {
                String id = ids.get(draws().below(ids.size()));
                killed.add(id);
                kill(id);
                session()
                        .after(
                                draws().upTo(SOON),
                                () -> List.copyOf(waiting).stream()
                                        .filter(status ->
                                                status.getTaskId().getValue().equals(id))
                                        .forEach(this::acknowledge));
            }
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            super.statusUpdate(status);
            if (status.hasUuid()) {
                waiting.add(status);
                boolean soon =
                        !isLaunching() || killed.contains(status.getTaskId().getValue());
                session().after(delay(soon ? SOON : LATE), () -> acknowledge(status));
                if (draws().oneIn(10)) {
                    session().after(delay(LATE), () -> driver().acknowledgeStatusUpdate(status));
                }
            }
        }

        /** Never in the very instant in which an update is sent again, every so many times ten seconds: the two would cross. */
        private Duration delay(Duration most) {
            Duration delay = draws().upTo(most);
            return delay.toMillis() % 1000 == 0 ? delay.plusMillis(1) : delay;
        }

        private void acknowledge(TaskStatus status) {
            if (waiting.remove(status)) {
                driver().acknowledgeStatusUpdate(status);
            }
        }
    }
}
