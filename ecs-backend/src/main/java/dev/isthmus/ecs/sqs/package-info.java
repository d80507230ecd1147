/** The queue of events: Amazon SQS, asked without its client. */
@NullMarked
package dev.isthmus.ecs.sqs;

import org.jspecify.annotations.NullMarked;
