/**
 * The API of one account as its callers meet it: the model of the account behind the faults and the budgets of a test, without
 * threads, clocks or a wire. {@link dev.isthmus.testkit.ecs.control.ControlPlane} is where requests arrive.
 */
@NullMarked
package dev.isthmus.testkit.ecs.control;

import org.jspecify.annotations.NullMarked;
