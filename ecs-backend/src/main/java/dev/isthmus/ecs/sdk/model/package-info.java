/** Converts the AWS SDK's model of ECS into the types of this module, and back. */
@NullMarked
package dev.isthmus.ecs.sdk.model;

import org.jspecify.annotations.NullMarked;
