/** The cluster query language, in which placement constraints and filters of lists are written. Inside the fake; not for tests. */
@NullMarked
package dev.isthmus.testkit.ecs.query;

import org.jspecify.annotations.NullMarked;
