/** API throttling: which operations share a token bucket, its size and its refill rate. */
@NullMarked
package dev.isthmus.testkit.ecs.budget;

import org.jspecify.annotations.NullMarked;
