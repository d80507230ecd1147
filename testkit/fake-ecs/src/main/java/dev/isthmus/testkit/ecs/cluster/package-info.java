/** How a cluster is set up: {@link dev.isthmus.testkit.ecs.cluster.InstanceSpec}, {@link dev.isthmus.testkit.ecs.cluster.TaskPace}, {@link dev.isthmus.testkit.ecs.cluster.Consistency}, and what tasks take from the instances. */
@NullMarked
package dev.isthmus.testkit.ecs.cluster;

import org.jspecify.annotations.NullMarked;
