/**
 * How a cluster is set up: {@link dev.isthmus.testkit.ecs.cluster.InstanceSpec} for its container instances,
 * {@link dev.isthmus.testkit.ecs.cluster.TaskPace} and {@link dev.isthmus.testkit.ecs.cluster.Consistency} for its timing. Beside them, for
 * the fake itself, the resources of an instance and what a task takes of them.
 */
@NullMarked
package dev.isthmus.testkit.ecs.cluster;

import org.jspecify.annotations.NullMarked;
