package dev.isthmus.ecs.budget;

import static java.util.Objects.requireNonNull;

import dev.isthmus.ecs.call.ThrottleBucket;

/**
 * How much one request budget is used.
 *
 * @param bucket the budget
 * @param left how many calls can be made at once now; below 1 the next one waits
 * @param waiting how many wait
 * @param pace which part of its rate it is filled at; below 1 after AWS has throttled a call
 */
public record BudgetLoad(ThrottleBucket bucket, double left, int waiting, double pace) {

    /** Checks that the bucket is there. */
    public BudgetLoad {
        requireNonNull(bucket, "bucket");
    }
}
