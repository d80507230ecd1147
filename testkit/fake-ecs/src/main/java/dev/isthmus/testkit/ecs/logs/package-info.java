/** CloudWatch Logs, as far as a reader of one stream needs it. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.logs;

import org.jspecify.annotations.NullMarked;
