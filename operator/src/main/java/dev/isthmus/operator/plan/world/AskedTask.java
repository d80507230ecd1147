package dev.isthmus.operator.plan.world;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.function.Function;

/**
 * A task that a framework would launch.
 *
 * @param name of the app, job or request, as its framework has it
 * @param framework the name of the framework, by which rules choose
 * @param demand about how much it asks for, so that the offer has room
 * @param info the task on an offer: its ports are those of the offer
 */
public record AskedTask(String name, String framework, Demand demand, Function<Offer, TaskInfo> info) {

    /**
     * Amounts that an agent needs to have.
     *
     * @param cpus whole CPUs
     * @param memory MiB
     * @param disk MiB
     * @param gpus devices
     */
    public record Demand(int cpus, int memory, int disk, int gpus) {}
}
