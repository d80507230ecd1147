/** Real servers for tests, as processes, and a cable to them that can be cut. For tests of other modules too, as this module's test-jar. */
@NullMarked
package dev.isthmus.zookeeper.testing;

import org.jspecify.annotations.NullMarked;
