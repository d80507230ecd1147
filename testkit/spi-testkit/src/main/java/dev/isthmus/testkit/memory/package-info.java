/**
 * A backend without a cluster, for tests of frameworks and of whatever stands on the SPIs: agents and the lives of tasks are
 * scripted by hand, or tasks run by themselves. Journals without a disk go with it. It stands beside the fake ECS as the second backend that the
 * contracts and the Mesos frontend are tested with, so that neither depends on what is special to ECS.
 */
@NullMarked
package dev.isthmus.testkit.memory;

import org.jspecify.annotations.NullMarked;
