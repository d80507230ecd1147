package dev.isthmus.ecs.inventory;

import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By which capacity providers tasks are started on instances: by the one that ECS names for an instance, unless it has refused a start by that one lately, as it does
 * when the provider is not, or no longer, associated with the cluster. Not thread-safe: used within steps only.
 */
public final class StrategyProviders {

    /** How long starts do without a provider that ECS has refused: until somebody may have seen to it. */
    private static final Duration WITHOUT = Duration.ofMinutes(10);

    private final Steps steps;
    private final Notes notes;
    private final Map<String, Instant> refused = new LinkedHashMap<>();

    /** None was refused. */
    public StrategyProviders(Steps steps) {
        this.steps = steps;
        this.notes = steps.notes(StrategyProviders.class);
    }

    /** The provider of an instance that tasks are started by; empty to start them by launch type. */
    public Optional<String> of(InstanceView instance) {
        return instance.provider().filter(name -> !steps.now().isBefore(refused.getOrDefault(name, Instant.MIN)));
    }

    /** ECS has refused a start by this provider, with this message. */
    public void refused(String name, String message) {
        notes.warn(
                "ECS does not start tasks by capacity provider {}; for ten minutes they are started by launch type, so that its scale-in does not see them: {}",
                name,
                message);
        refused.put(name, steps.now().plus(WITHOUT));
    }
}
