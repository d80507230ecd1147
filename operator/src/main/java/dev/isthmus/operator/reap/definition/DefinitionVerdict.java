package dev.isthmus.operator.reap.definition;

import dev.isthmus.ecs.registration.DefinitionRetention;
import dev.isthmus.ecs.view.DefinitionView;
import java.time.Instant;
import java.util.Locale;

/** Whether a task definition is in use: by the rules by which a driver keeps them, for all clusters of the account. */
enum DefinitionVerdict {
    /** Isthmus did not register it, whatever it is called: never touched. */
    FOREIGN,
    /** Who registered it may not have come to start a task of it. */
    NEW,
    /** A task of it runs, or ended so lately that ECS still knows it. */
    USED,
    UNUSED;

    /** Of what does not depend on tasks, with {@link #UNUSED} for what does. */
    static DefinitionVerdict beforeTasks(DefinitionView definition, Instant now) {
        if (!DefinitionRetention.isOurs(definition)) {
            return FOREIGN;
        }
        return DefinitionRetention.isNew(definition, now) ? NEW : UNUSED;
    }

    /** As it is written, in JSON too. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
