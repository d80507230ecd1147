package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
import dev.isthmus.ecs.rules.DefinitionRules;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TaskRules;
import dev.isthmus.ecs.rules.TaskTags;
import java.util.Optional;

/** What is set of task definitions where capacity providers may grow, and nothing else is. */
public final class GrowingDefaults {

    private GrowingDefaults() {}

    /**
     * These.
     *
     * @param growth as in {@code ISTHMUS_GROWTH}
     */
    public static Defaults of(Sandboxes sandboxes, String growth) {
        return new Defaults(
                Optional.of("busybox"),
                DefinitionRules.parse(""),
                Optional.empty(),
                TaskRules.NONE,
                IamRoles.NONE,
                Optional.empty(),
                false,
                0,
                sandboxes,
                TaskTags.NONE,
                false,
                Optional.empty(),
                GrowthSettings.parse(growth));
    }
}
