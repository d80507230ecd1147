package dev.isthmus.master.message;

import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetAgents;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetExecutors;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetFrameworks;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetState;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetTasks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** All that a master holds. */
public final class StateResponses {

    private StateResponses() {}

    /** Everything. There are no executors of frameworks' own. */
    public static GetState state(MasterSnapshot master) {
        return GetState.newBuilder()
                .setGetTasks(tasks(master))
                .setGetExecutors(GetExecutors.getDefaultInstance())
                .setGetFrameworks(frameworks(master))
                .setGetAgents(agents(master))
                .build();
    }

    /** Its agents, without those that count as lost. */
    public static GetAgents agents(MasterSnapshot master) {
        GetAgents.Builder agents = GetAgents.newBuilder();
        master.agents()
                .forEach(agent -> agents.addAgents(
                        AgentResponses.of(agent, master.master().getVersion())));
        return agents.build();
    }

    /** Its frameworks, and the last ones of those that were removed. */
    public static GetFrameworks frameworks(MasterSnapshot master) {
        Map<String, String> hosts = new LinkedHashMap<>();
        master.agents().forEach(agent -> hosts.put(agent.id(), agent.hostname()));
        GetFrameworks.Builder frameworks = GetFrameworks.newBuilder();
        master.frameworks().forEach(framework -> frameworks.addFrameworks(FrameworkResponses.of(framework, hosts)));
        master.completed()
                .forEach(framework -> frameworks.addCompletedFrameworks(FrameworkResponses.of(framework, hosts)));
        return frameworks.build();
    }

    /** Their tasks, and the last ones of those that are over. */
    public static GetTasks tasks(MasterSnapshot master) {
        GetTasks.Builder tasks = GetTasks.newBuilder();
        Stream.concat(master.frameworks().stream(), master.completed().stream())
                .forEach(framework -> add(framework, tasks));
        return tasks.build();
    }

    private static void add(ShownFramework framework, GetTasks.Builder tasks) {
        framework.reachable().forEach(task -> tasks.addTasks(TaskResponses.of(task)));
        framework.unreachable().forEach(task -> tasks.addUnreachableTasks(TaskResponses.of(task)));
        framework.completed().forEach(task -> tasks.addCompletedTasks(TaskResponses.of(task)));
    }
}
