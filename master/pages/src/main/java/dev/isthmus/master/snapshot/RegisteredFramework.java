package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;

/**
 * A framework that is registered, as it was between two steps.
 *
 * @param info its present description, with its id; of one that has not come since the master started, what was remembered of it
 * @param isConnected whether it has a stream
 */
public record RegisteredFramework(FrameworkInfo info, boolean isConnected) {}
