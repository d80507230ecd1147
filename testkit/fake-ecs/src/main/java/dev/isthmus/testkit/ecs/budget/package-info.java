/** The request budgets of an account: which calls share a token bucket, and how large it is. */
@NullMarked
package dev.isthmus.testkit.ecs.budget;

import org.jspecify.annotations.NullMarked;
