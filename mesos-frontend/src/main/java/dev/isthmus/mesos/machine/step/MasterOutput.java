package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.identity.FrameworkId;
import java.util.Optional;

/**
 * An output of a machine, and which framework it is of.
 *
 * @param framework the framework that is called back, or for which something is asked of the backend or written; empty if it is of all
 * @param output what is to be done
 */
public record MasterOutput(Optional<FrameworkId> framework, Output output) {}
