/** What can go wrong with calls to the fake: {@link dev.isthmus.testkit.ecs.fault.Fault} says what, {@link dev.isthmus.testkit.ecs.fault.FaultRule} says with which calls. */
@NullMarked
package dev.isthmus.testkit.ecs.fault;

import org.jspecify.annotations.NullMarked;
