/** The AWS SDK's model of ECS as types of ours, and back. */
@NullMarked
package dev.isthmus.ecs.sdk.model;

import org.jspecify.annotations.NullMarked;
