package dev.isthmus.ecs.engine.growing;

import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
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
        return Defaults.builder()
                .image(Optional.of("busybox"))
                .sandboxes(sandboxes)
                .growth(GrowthSettings.parse(growth))
                .build();
    }
}
