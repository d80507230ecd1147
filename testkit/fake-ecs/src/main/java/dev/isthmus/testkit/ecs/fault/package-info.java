/**
 * Fault injection: a {@link dev.isthmus.testkit.ecs.fault.Fault} is what goes wrong with a call, a
 * {@link dev.isthmus.testkit.ecs.fault.FaultRule} says with which calls.
 */
@NullMarked
package dev.isthmus.testkit.ecs.fault;

import org.jspecify.annotations.NullMarked;
