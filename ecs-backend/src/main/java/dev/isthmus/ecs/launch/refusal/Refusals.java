package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.view.CountedResource;
import dev.isthmus.ecs.view.InstanceView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Classifies why a start was refused. The reasons are those of "API failure reasons" in the developer guide, and that of RunTask for an instance that
 * its constraint excludes.
 */
public final class Refusals {

    private static final String INACTIVE = "INACTIVE";

    private Refusals() {}

    /**
     * The refusal for a response with failures instead of a task.
     *
     * @param own whether Isthmus registered the task definition, which then has no placement constraints
     */
    public static Refused ofFailures(
            List<FailureEntry> failures, AgentId agent, Optional<AgentState> state, boolean own) {
        Optional<FailureEntry> named = named(failures, agent);
        FailureEntry failure = named.orElseGet(() -> failures.get(0));
        Refusal kind =
                named.isEmpty() && isConstraint(failure) ? leftOut(state, own) : ofReason(failure.reason(), state);
        return new Refused(kind, "ECS did not start the task on agent " + agent + ": " + failure.words());
    }

    private static Optional<FailureEntry> named(List<FailureEntry> failures, AgentId agent) {
        return failures.stream()
                .filter(failure -> InstanceView.idOf(failure.arn()).equals(agent.value()))
                .findFirst();
    }

    /** The resources, of those that ECS counts, of which too little was free on the agent. */
    public static Set<ResourceName> lacking(List<FailureEntry> failures, AgentId agent) {
        String reason =
                named(failures, agent).map(FailureEntry::reason).orElse("").toUpperCase(Locale.ROOT);
        return CountedResource.lackedBy(reason).stream()
                .map(CountedResource::resource)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isConstraint(FailureEntry failure) {
        String reason = failure.reason().toLowerCase(Locale.ROOT);
        // Of a capacity provider none of whose instances takes tasks.
        return reason.contains("memberof") || reason.contains("empty capacity provider");
    }

    /**
     * Our constraint names one instance, so when it fits none, that one is not taking tasks: if it did when we looked last, it has stopped
     * since. Unless the definition may have a constraint of its own, which it does not meet.
     */
    private static Refusal leftOut(Optional<AgentState> state, boolean own) {
        Refusal known = state.map(Refusals::ofState).orElse(Refusal.AGENT_GONE);
        return own && known == Refusal.UNSUITABLE_AGENT ? Refusal.AGENT_DISCONNECTED : known;
    }

    /** ECS says INACTIVE of an instance that is drained, too: one that the last look showed is gone only when another shows that it is. */
    private static Refusal ofReason(String reason, Optional<AgentState> state) {
        return reason.equalsIgnoreCase(INACTIVE)
                ? state.map(known -> known == AgentState.READY ? Refusal.AGENT_DRAINING : ofState(known))
                        .orElse(Refusal.AGENT_GONE)
                : kindOf(reason);
    }

    /** The refusal for the state of an agent; UNSUITABLE_AGENT if it is ready. */
    public static Refusal ofState(AgentState state) {
        return switch (state) {
            case READY -> Refusal.UNSUITABLE_AGENT;
            case DRAINING -> Refusal.AGENT_DRAINING;
            case DISCONNECTED -> Refusal.AGENT_DISCONNECTED;
        };
    }

    /** The refusal for a failure reason of ECS. */
    static Refusal kindOf(String reason) {
        String word = reason.toUpperCase(Locale.ROOT);
        if (word.startsWith("RESOURCE") || word.startsWith("CAPACITY IS UNAVAILABLE")) {
            return Refusal.RESOURCES;
        }
        if (word.contains("DRAINING")) {
            return Refusal.AGENT_DRAINING;
        }
        if (word.equals("AGENT")) {
            return Refusal.AGENT_DISCONNECTED;
        }
        if (word.equals("MISSING") || word.equals(INACTIVE)) {
            return Refusal.AGENT_GONE;
        }
        return Refusal.UNSUITABLE_AGENT;
    }

    /** The refusal for a start that failed without an effect, on an agent in this state. */
    public static Refused ofFailure(CallFailure failure, Optional<AgentState> state) {
        // RunTask's InvalidParameterException where it could list a failure; it says nothing against the task.
        if (failure.message().contains("No Container Instances were found")) {
            return new Refused(
                    leftOut(state, true),
                    "no container instance of the cluster takes tasks any more: " + failure.message());
        }
        return ofFailure(failure);
    }

    /** The refusal for a call that failed without an effect. */
    public static Refused ofFailure(CallFailure failure) {
        Refusal kind = switch (failure.category()) {
            case CALLER -> Refusal.INVALID;
            case DENIED -> Refusal.DENIED;
            case GONE -> Refusal.AGENT_GONE;
            // A limit of the account is nothing that the agent lacks.
            case THROTTLED, TRANSIENT, RESOURCES -> Refusal.UNAVAILABLE;
        };
        return new Refused(kind, failure.message());
    }

    /** Whether it is for a reason that lies with the agent, so that another look at that may help. */
    public static boolean isOfAgent(Refusal refusal) {
        return refusal != Refusal.INVALID && refusal != Refusal.DENIED && refusal != Refusal.UNAVAILABLE;
    }
}
