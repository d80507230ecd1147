/** The fake cluster as a program: {@code java -jar isthmus-fake-ecs.jar}, and {@code ./isthmus fake}. */
@NullMarked
package dev.isthmus.testkit.server;

import org.jspecify.annotations.NullMarked;
