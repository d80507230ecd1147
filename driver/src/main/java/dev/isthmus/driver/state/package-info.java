/**
 * What stands behind the drop-in classes of {@code org.apache.mesos.state}: the stores of Mesos's native code, in Java, with the same bytes in
 * ZooKeeper. Of the framework's classes these use {@code State} and {@code Variable} alone, which every Mesos jar from 0.21 on has alike.
 */
@NullMarked
package dev.isthmus.driver.state;

import org.jspecify.annotations.NullMarked;
