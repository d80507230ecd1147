package dev.isthmus.ecs.registration;

import dev.isthmus.ecs.view.DefinitionView;
import java.time.Duration;
import java.time.Instant;

/** Which task definitions may be deregistered: the same for a driver that tidies up and for an operator. Pure. */
public final class DefinitionRetention {

    /** How long a definition that was used is taken to be in use. ECS knows a stopped task for about as long. */
    public static final Duration KEPT = Duration.ofHours(1);

    private DefinitionRetention() {}

    /** Whether Isthmus registered it. No other is ever deregistered. */
    public static boolean isOurs(DefinitionView definition) {
        return definition.traits().ours();
    }

    /** Whether who registered it may not have come to use it yet. */
    public static boolean isNew(DefinitionView definition, Instant now) {
        return definition.traits().registeredAt().isAfter(now.minus(KEPT));
    }
}
