/**
 * The stores behind the drop-in classes of {@code org.apache.mesos.state}: those of Mesos's native code, in Java, with the same bytes in ZooKeeper.
 * Of the framework's classes they use only {@code State} and {@code Variable}, which are the same in every Mesos jar from 0.21 on.
 */
@NullMarked
package dev.isthmus.driver.state;

import org.jspecify.annotations.NullMarked;
