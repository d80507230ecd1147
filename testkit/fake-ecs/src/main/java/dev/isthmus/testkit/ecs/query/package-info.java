/** The cluster query language, used by placement constraints and list filters. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.query;

import org.jspecify.annotations.NullMarked;
