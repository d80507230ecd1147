/**
 * Scenario files in YAML: a fake cluster, the faults of its calls, and events at given times. The format is described in
 * {@code docs/reference/scenario-file.md}.
 */
@NullMarked
package dev.isthmus.testkit.ecs.scenario;

import org.jspecify.annotations.NullMarked;
