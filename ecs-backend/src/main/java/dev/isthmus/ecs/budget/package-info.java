/** AWS's request budgets: token buckets, and a queue that spends them by priority. Pure; time and calls are given. */
@NullMarked
package dev.isthmus.ecs.budget;

import org.jspecify.annotations.NullMarked;
