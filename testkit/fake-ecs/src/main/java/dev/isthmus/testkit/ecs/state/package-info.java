/**
 * The state of clusters, container instances, tasks and containers, and how tasks move from PROVISIONING to STOPPED. Internal to the
 * fake.
 */
@NullMarked
package dev.isthmus.testkit.ecs.state;

import org.jspecify.annotations.NullMarked;
