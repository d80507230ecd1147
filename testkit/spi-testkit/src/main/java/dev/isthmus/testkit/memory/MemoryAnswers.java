package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How launches come out. One launch has one answer, however often it is asked for. Guarded by the cluster's lock. */
final class MemoryAnswers {

    /** What is to become of a launch whose answer is lost. */
    enum Lost {
        /** It was started all the same. */
        AFTER_THE_START,
        /** It never arrived. */
        BEFORE_THE_START
    }

    private final Map<LaunchId, LaunchOutcome> given = new HashMap<>();
    private final List<Launch> launches = new ArrayList<>();
    private Function<Launch, LaunchOutcome> scripted =
            launch -> new LaunchOutcome.Launched("memory/" + launch.task().launch());
    private @Nullable Lost next;

    /** From now on launches come out as this says. */
    void script(Function<Launch, LaunchOutcome> answer) {
        scripted = answer;
    }

    /** The answer of the next launch is lost. */
    void lose(Lost how) {
        next = how;
    }

    /** The fate of the launch that is being asked for, if its answer is to be lost; asked once. */
    Optional<Lost> lost() {
        Optional<Lost> lost = Optional.ofNullable(next);
        next = null;
        return lost;
    }

    Optional<LaunchOutcome> given(LaunchId launch) {
        return Optional.ofNullable(given.get(launch));
    }

    /** Every launch that was asked for, in order. */
    List<Launch> launches() {
        return List.copyOf(launches);
    }

    /** How a launch of one task, or of a group, on this agent, as it is now, comes out. */
    LaunchOutcome decide(List<Launch> members, @Nullable Agent agent) {
        launches.addAll(members);
        Optional<Refused> refused = refusal(members, agent);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<LaunchOutcome> outcomes = members.stream().map(scripted).toList();
        return outcomes.stream()
                .filter(outcome -> !(outcome instanceof LaunchOutcome.Launched))
                .findFirst()
                .orElse(outcomes.get(0));
    }

    LaunchOutcome give(List<Launch> members, LaunchOutcome outcome) {
        members.forEach(launch -> given.put(launch.task().launch(), outcome));
        return outcome;
    }

    private static Optional<Refused> refusal(List<Launch> members, @Nullable Agent agent) {
        String name = "agent " + members.get(0).task().agent();
        if (agent == null) {
            return refused(Refusal.AGENT_GONE, name + " is not there");
        }
        if (agent.state() == AgentState.DRAINING) {
            return refused(Refusal.AGENT_DRAINING, name + " is draining");
        }
        if (agent.state() == AgentState.DISCONNECTED) {
            return refused(Refusal.AGENT_DISCONNECTED, name + " is disconnected");
        }
        Resources taken = members.stream()
                .map(launch -> launch.taken().accounted())
                .reduce(Resources.none(agent.free().dialect()), Resources::plus);
        if (!agent.free().contains(taken)) {
            return refused(
                    Refusal.RESOURCES,
                    name + " has " + agent.free() + " free, and " + (members.size() > 1 ? "the group" : "the task")
                            + " takes " + taken);
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(Refusal refusal, String message) {
        return Optional.of(new Refused(refusal, message));
    }
}
