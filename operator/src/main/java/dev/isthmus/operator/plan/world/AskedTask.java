package dev.isthmus.operator.plan.world;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.List;
import java.util.function.Function;

/**
 * A task that a framework would launch.
 *
 * @param name of the app, job or request, as its framework has it
 * @param framework the name of the framework, by which rules choose
 * @param demand about how much it asks for, so that the offer has room
 * @param info the task on an offer: its ports are those of the offer
 * @param left what its framework looks at by itself before it launches it, in words: no offer of this world is turned away for it
 */
public record AskedTask(
        String name, String framework, Demand demand, Function<Offer, TaskInfo> info, List<String> left) {

    /** Copies the list. */
    public AskedTask {
        left = List.copyOf(left);
    }

    /** One that its framework launches on whatever has room. */
    public AskedTask(String name, String framework, Demand demand, Function<Offer, TaskInfo> info) {
        this(name, framework, demand, info, List.of());
    }

    /**
     * Amounts that an agent needs to have.
     *
     * @param cpus whole CPUs
     * @param memory MiB
     * @param disk MiB
     * @param gpus devices
     */
    public record Demand(int cpus, int memory, int disk, int gpus) {

        /** An agent counts CPUs by the 1024th. */
        private static final int MOST_CPUS = 1_000_000;

        private static final int MOST_MEBIBYTES = 1_000_000_000;

        /** An agent lists each by its name. */
        private static final int MOST_GPUS = 1_000;

        /** Rounded up. What is no amount of any agent counts as none: it is for the product to refuse. */
        public static Demand of(double cpus, double memory, double disk, double gpus) {
            return new Demand(
                    whole(cpus, MOST_CPUS),
                    whole(memory, MOST_MEBIBYTES),
                    whole(disk, MOST_MEBIBYTES),
                    whole(gpus, MOST_GPUS));
        }

        private static int whole(double amount, int most) {
            return amount > 0 && amount < most ? (int) amount + 1 : 0;
        }
    }
}
