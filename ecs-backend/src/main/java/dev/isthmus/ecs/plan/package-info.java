/** The plan of a launch: which task definition it runs, what that holds, and which command and environment override it. */
@NullMarked
package dev.isthmus.ecs.plan;

import org.jspecify.annotations.NullMarked;
