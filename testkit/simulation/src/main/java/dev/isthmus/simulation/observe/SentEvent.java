package dev.isthmus.simulation.observe;

import dev.isthmus.mesos.messages.scheduler.Protos.Event;

/**
 * What a master sends to a framework.
 *
 * @param framework its id
 * @param stream on which of all streams of this process of the master, in the order in which they were opened
 * @param event in v0
 */
public record SentEvent(String framework, long stream, Event event) {}
