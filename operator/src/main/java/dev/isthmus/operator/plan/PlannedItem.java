package dev.isthmus.operator.plan;

import dev.isthmus.operator.plan.world.PlanResult;

/**
 * An app, a job or a request with what would become of it.
 *
 * @param name as its framework has it
 */
record PlannedItem(String name, PlanResult result) {}
