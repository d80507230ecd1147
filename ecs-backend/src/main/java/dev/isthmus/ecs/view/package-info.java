/** Container instances, tasks and task definitions as ECS describes them, without types of the AWS SDK. */
@NullMarked
package dev.isthmus.ecs.view;

import org.jspecify.annotations.NullMarked;
