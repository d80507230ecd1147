/** {@code ./isthmus exec}: a command in a container of a task, by ECS Exec. */
@NullMarked
package dev.isthmus.operator.exec;

import org.jspecify.annotations.NullMarked;
