/** The wire of ECS: AWS JSON 1.1 over HTTP, with a codec that follows the SDK's own descriptions of its model classes. */
@NullMarked
package dev.isthmus.testkit.ecs.wire;

import org.jspecify.annotations.NullMarked;
