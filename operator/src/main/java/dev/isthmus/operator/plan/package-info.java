/** {@code plan}: what tasks of an app, a job or a request would become on ECS. */
@NullMarked
package dev.isthmus.operator.plan;

import org.jspecify.annotations.NullMarked;
