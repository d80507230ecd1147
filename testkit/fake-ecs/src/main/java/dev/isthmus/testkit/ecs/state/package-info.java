/** The state of an account: its clusters, container instances, tasks and containers, and how tasks move from PROVISIONING to STOPPED. Inside the fake; not for tests. */
@NullMarked
package dev.isthmus.testkit.ecs.state;

import org.jspecify.annotations.NullMarked;
