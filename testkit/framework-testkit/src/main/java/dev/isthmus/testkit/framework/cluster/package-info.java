/** The cluster behind the driver: agents and tasks that the script declares, in Mesos's own units. */
@NullMarked
package dev.isthmus.testkit.framework.cluster;

import org.jspecify.annotations.NullMarked;
