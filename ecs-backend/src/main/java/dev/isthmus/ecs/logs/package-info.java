/** The logs of tasks: Amazon CloudWatch Logs, asked without its client. */
@NullMarked
package dev.isthmus.ecs.logs;

import org.jspecify.annotations.NullMarked;
