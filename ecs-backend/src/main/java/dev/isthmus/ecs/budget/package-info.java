/** The request budgets of AWS: token buckets, and a queue of calls that spends tokens by priority. Without clock and network of its own. */
@NullMarked
package dev.isthmus.ecs.budget;

import org.jspecify.annotations.NullMarked;
