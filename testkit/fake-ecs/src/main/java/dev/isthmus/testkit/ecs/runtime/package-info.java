/** What runs the containers of a fake cluster: local processes, or a script that a test writes. */
@NullMarked
package dev.isthmus.testkit.ecs.runtime;

import org.jspecify.annotations.NullMarked;
