package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets container instances to DRAINING, and to ACTIVE again. Of several wishes for one instance the last one is carried out, after the call that is being made; temporary
 * failures are retried. Not thread-safe: used within steps only.
 */
public final class InstanceStates {

    private final Steps steps;
    private final Notes notes;
    private final EcsCallQueue calls;
    private final ContainerInstanceCache fleet;
    /** The last wish for each instance for which a call is made. */
    private final Map<AgentId, Boolean> wanted = new LinkedHashMap<>();

    /** Nothing is asked for. */
    public InstanceStates(Steps steps, EcsCallQueue calls, ContainerInstanceCache fleet) {
        this.steps = steps;
        this.notes = steps.notes(InstanceStates.class);
        this.calls = calls;
        this.fleet = fleet;
    }

    /** Asks for an agent to be draining, or to be active again; nothing if it is not known. */
    public void want(AgentId agent, boolean isDraining) {
        fleet.instance(agent).map(InstanceView::arn).ifPresent(arn -> {
            if (wanted.put(agent, isDraining) == null) {
                ask(agent, arn, isDraining);
            }
        });
    }

    private void ask(AgentId agent, String arn, boolean isDraining) {
        Tries tries = new Tries();
        calls.patiently(
                new EcsCall.SetInstanceState(arn, isDraining),
                Priority.STOP,
                Backoff.STOP,
                failure -> isStillWanted(agent, isDraining)
                        && (failure.failure().passes() || failure.lost() || tries.again(failure)),
                answer -> answered(agent, arn, isDraining, answer));
    }

    private boolean isStillWanted(AgentId agent, boolean isDraining) {
        return Boolean.valueOf(isDraining).equals(wanted.get(agent));
    }

    private void answered(AgentId agent, String arn, boolean isDraining, Answer<List<FailureEntry>> answer) {
        if (!isStillWanted(agent, isDraining)) {
            ask(agent, arn, !isDraining);
            return;
        }
        wanted.remove(agent);
        answer.match(
                ok -> {
                    if (ok.value().isEmpty()) {
                        notes.info(
                                "Container instance {} is set to {}", arn, EcsCall.SetInstanceState.word(isDraining));
                    } else {
                        failed(arn, isDraining, ok.value().get(0).words());
                    }
                },
                failed -> failed(arn, isDraining, failed.failure().message()));
        steps.tell(new Event.LookAgain(agent));
    }

    private void failed(String arn, boolean isDraining, String why) {
        notes.warn(
                "Container instance {} could not be set to {}: {}",
                arn,
                EcsCall.SetInstanceState.word(isDraining),
                why);
    }
}
