/**
 * Scenario files: a whole fake cluster, what goes wrong with its calls and what happens to it when, in YAML. What may stand in one
 * is in {@code docs/reference/scenario-file.md}.
 */
@NullMarked
package dev.isthmus.testkit.ecs.scenario;

import org.jspecify.annotations.NullMarked;
