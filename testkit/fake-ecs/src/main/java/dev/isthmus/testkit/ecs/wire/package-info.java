/** The protocol of ECS: AWS JSON 1.1 over HTTP, with a codec driven by the field descriptions of the SDK's model classes. */
@NullMarked
package dev.isthmus.testkit.ecs.wire;

import org.jspecify.annotations.NullMarked;
