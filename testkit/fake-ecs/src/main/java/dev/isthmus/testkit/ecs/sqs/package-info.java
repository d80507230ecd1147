/** A queue of SQS, as far as a consumer of events needs it. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.sqs;

import org.jspecify.annotations.NullMarked;
