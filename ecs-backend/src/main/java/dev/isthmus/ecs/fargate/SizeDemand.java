package dev.isthmus.ecs.fargate;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What one task on Fargate is to have, before it is rounded to a size. For a group, the demands of its members are added first and rounded once.
 *
 * @param cpu units of 1/1024 vCPU
 * @param memory MiB
 * @param gpus devices
 * @param disk MiB
 */
public record SizeDemand(long cpu, long memory, long gpus, long disk) {

    /** Nothing, which makes the least size. */
    public static final SizeDemand NONE = new SizeDemand(0, 0, 0, 0);

    /** The disk that every task has, in MiB: 20 GiB. */
    public static final long DISK_OF_ALL = 20 * 1024L;

    /** The most ephemeral storage that a task can have, in GiB. */
    public static final int MOST_STORAGE = 200;

    /** The same in MiB, as disk is asked for. */
    public static final long MOST_DISK = MOST_STORAGE * 1024L;

    /** The result of rounding. */
    public sealed interface Sized {
        /** Applies the function of its case. */
        <R> R fold(Function<? super Fits, ? extends R> fits, Function<? super TooMuch, ? extends R> tooMuch);
    }

    /**
     * There is a size for it.
     *
     * @param size the least that holds it
     * @param storage the ephemeral storage to ask for, 21 to 200 GiB; empty where the 20 GiB of every task are enough
     */
    public record Fits(TaskSize size, OptionalInt storage) implements Sized {
        @Override
        public <R> R fold(Function<? super Fits, ? extends R> fits, Function<? super TooMuch, ? extends R> tooMuch) {
            return fits.apply(this);
        }
    }

    /**
     * There is none.
     *
     * @param message what is asked for, and what the bound is
     */
    public record TooMuch(String message) implements Sized {
        @Override
        public <R> R fold(Function<? super Fits, ? extends R> fits, Function<? super TooMuch, ? extends R> tooMuch) {
            return tooMuch.apply(this);
        }
    }

    /** Takes nothing below zero. */
    public SizeDemand {
        if (cpu < 0 || memory < 0 || gpus < 0 || disk < 0) {
            throw new IllegalArgumentException("a demand is not negative");
        }
    }

    /** That of a task that holds so much, in dialect mesos: rounded up to whole units. */
    public static SizeDemand ofHolding(Resources demand) {
        return new SizeDemand(
                units(demand.amount(ResourceName.CPUS).thousandths()),
                demand.amount(ResourceName.MEM).wholeUp(),
                demand.amount(ResourceName.GPUS).wholeUp(),
                demand.amount(ResourceName.DISK).wholeUp());
    }

    /** Saturates: what overflows is too much in any case. */
    private static long units(long thousandths) {
        return thousandths > Long.MAX_VALUE / 2048 ? Long.MAX_VALUE / 2 : (thousandths * 1024 + 999) / 1000;
    }

    /**
     * That of a task that is to be started.
     *
     * @param taken what it takes, in dialect ecs
     * @param demand what it asks for, in dialect mesos, of which only the disk is looked at
     */
    public static SizeDemand of(Taken taken, Resources demand) {
        long reserved = taken.accounted().amount(ResourceName.ECS_MEMORY).wholeUp();
        long limit = taken.limits().amount(ResourceName.ECS_MEMORY).wholeUp();
        return new SizeDemand(
                taken.accounted().amount(ResourceName.ECS_CPU).wholeUp(),
                // A limit that is a unit more is what rounding has left out of what was asked for; one that is larger
                // is
                // more than that, and nothing that anybody has promised.
                limit == reserved + 1 ? limit : reserved,
                taken.accounted().amount(ResourceName.ECS_GPU).wholeUp(),
                demand.amount(ResourceName.DISK).wholeUp());
    }

    /** Both together. */
    public SizeDemand plus(SizeDemand other) {
        return new SizeDemand(
                sum(cpu, other.cpu), sum(memory, other.memory), sum(gpus, other.gpus), sum(disk, other.disk));
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** Its size, or why there is none. */
    public Sized size() {
        if (gpus > 0) {
            return new TooMuch("Fargate has no GPUs, and " + gpus + " are asked for");
        }
        if (disk > MOST_DISK) {
            return new TooMuch("a task on Fargate has at most " + MOST_DISK + " MiB of disk (200 GiB), and " + disk
                    + " are asked for");
        }
        Optional<TaskSize> size = FargateSizes.above(cpu, memory);
        if (size.isEmpty()) {
            return new TooMuch(tooLarge());
        }
        return new Fits(
                size.get(), disk <= DISK_OF_ALL ? OptionalInt.empty() : OptionalInt.of((int) ((disk + 1023) / 1024)));
    }

    private String tooLarge() {
        TaskSize most = FargateSizes.MOST;
        return cpu > most.cpu()
                ? "a task on Fargate has at most " + most.cpu() + " CPU units (16 vCPUs), and " + cpu + " are asked for"
                : "a task on Fargate has at most " + most.memory() + " MiB of memory (120 GiB), and " + memory
                        + " are asked for";
    }
}
