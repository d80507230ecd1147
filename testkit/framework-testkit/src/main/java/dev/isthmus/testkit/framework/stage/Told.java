package dev.isthmus.testkit.framework.stage;

import dev.isthmus.mesos.messages.Protos.TaskStatus;

/** Something that a scheduler was told and that an expectation may be about. */
public sealed interface Told {

    /** An offer of an agent. */
    record Offered(String agent) implements Told {}

    /** The state of a task. */
    record Status(TaskStatus status, int step) implements Told {}

    /** That the driver cannot go on. */
    record Failure(String message) implements Told {}
}
