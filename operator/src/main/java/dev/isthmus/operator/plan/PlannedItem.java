package dev.isthmus.operator.plan;

import dev.isthmus.operator.plan.world.PlanResult;
import java.util.List;

/**
 * An app, a job or a request with what would become of it.
 *
 * @param name as its framework has it
 * @param left what its framework looks at by itself, in words
 */
record PlannedItem(String name, PlanResult result, List<String> left) {

    PlannedItem {
        left = List.copyOf(left);
    }
}
