/** {@code why}: the life of a task, or what it waits for, from ECS, the journal and the log. */
@NullMarked
package dev.isthmus.operator.why;

import org.jspecify.annotations.NullMarked;
