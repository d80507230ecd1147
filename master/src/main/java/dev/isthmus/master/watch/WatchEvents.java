package dev.isthmus.master.watch;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.message.AgentResponses;
import dev.isthmus.master.message.FrameworkResponses;
import dev.isthmus.master.message.StateResponses;
import dev.isthmus.master.message.TaskResponses;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import java.time.Duration;

/** The events of Mesos's operator API (src/common/protobuf_utils.cpp, {@code protobuf::master::event}). */
public final class WatchEvents {

    private static final double MILLIS = 1000;

    private WatchEvents() {}

    /** All there is, which comes first. */
    public static Event subscribed(MasterSnapshot master, Duration heartbeat) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.SUBSCRIBED);
        event.getSubscribedBuilder()
                .setGetState(StateResponses.state(master))
                .setHeartbeatIntervalSeconds(heartbeat.toMillis() / MILLIS);
        return event.build();
    }

    static Event taskAdded(ShownTask task) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.TASK_ADDED);
        event.getTaskAddedBuilder().setTask(TaskResponses.of(task));
        return event.build();
    }

    static Event taskUpdated(String framework, dev.isthmus.mesos.messages.Protos.TaskStatus status) {
        TaskStatus shown = Evolution.of(status, TaskStatus.parser());
        Event.Builder event = Event.newBuilder().setType(Event.Type.TASK_UPDATED);
        event.getTaskUpdatedBuilder()
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework))
                .setStatus(shown)
                .setState(shown.getState());
        return event.build();
    }

    static Event agentAdded(ShownAgent agent, String version) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.AGENT_ADDED);
        event.getAgentAddedBuilder().setAgent(AgentResponses.of(agent, version));
        return event.build();
    }

    static Event agentRemoved(String agent) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.AGENT_REMOVED);
        event.getAgentRemovedBuilder().setAgentId(AgentID.newBuilder().setValue(agent));
        return event.build();
    }

    static Event frameworkAdded(ShownFramework framework) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.FRAMEWORK_ADDED);
        event.getFrameworkAddedBuilder().setFramework(FrameworkResponses.plain(framework));
        return event.build();
    }

    static Event frameworkUpdated(ShownFramework framework) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.FRAMEWORK_UPDATED);
        event.getFrameworkUpdatedBuilder().setFramework(FrameworkResponses.plain(framework));
        return event.build();
    }

    static Event frameworkRemoved(FrameworkInfo info) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.FRAMEWORK_REMOVED);
        event.getFrameworkRemovedBuilder().setFrameworkInfo(FrameworkResponses.info(info));
        return event.build();
    }
}
