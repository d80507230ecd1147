package dev.isthmus.ecs.fargate;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The laws of sizes as plain predicates: each says how a rule breaks it, or nothing. Amounts are CPU units and MiB. */
final class TaskSizeLaws {

    private TaskSizeLaws() {}

    /** Rounds a demand up. */
    interface Above {
        Optional<TaskSize> of(long cpu, long memory);
    }

    /** Rounds what could be offered down. */
    interface Within {
        Optional<TaskSize> of(long cpu, long memory);
    }

    record Demand(long cpu, long memory) {}

    static Optional<String> upOnly(Above rule, Demand demand) {
        return rule.of(demand.cpu(), demand.memory())
                .filter(size -> !size.holds(demand.cpu(), demand.memory()))
                .map(size -> "R-FG-01: " + demand + " is given " + size);
    }

    static Optional<String> idempotent(Above rule, Demand demand) {
        return rule.of(demand.cpu(), demand.memory())
                .filter(size -> !rule.of(size.cpu(), size.memory()).equals(Optional.of(size)))
                .map(size -> "R-FG-02: " + size + ", the size of " + demand + ", has the size "
                        + rule.of(size.cpu(), size.memory()));
    }

    /** Of two demands of which the second has at least as much of both. */
    static Optional<String> monotone(Above rule, Demand less, Demand more) {
        Optional<TaskSize> small = rule.of(less.cpu(), less.memory());
        Optional<TaskSize> large = rule.of(more.cpu(), more.memory());
        boolean grows = large.isEmpty() || (small.isPresent() && large.get().holds(small.get()));
        return grows
                ? Optional.empty()
                : Optional.of("R-FG-03: " + less + " is given " + small + ", and " + more + " " + large);
    }

    static Optional<String> total(Above rule, Demand demand) {
        boolean isWithin = demand.cpu() <= 16_384 && demand.memory() <= 122_880;
        return rule.of(demand.cpu(), demand.memory()).isPresent() == isWithin
                ? Optional.empty()
                : Optional.of("R-FG-04: " + demand + " is given " + rule.of(demand.cpu(), demand.memory()));
    }

    /** With prices of a vCPU and of a GiB. */
    static Optional<String> cheapest(Above rule, Demand demand, double vcpu, double gibibyte) {
        return rule.of(demand.cpu(), demand.memory())
                .flatMap(size -> FargateSizes.ALL.stream()
                        .filter(other -> other.holds(demand.cpu(), demand.memory()))
                        .filter(other -> price(other, vcpu, gibibyte) < price(size, vcpu, gibibyte))
                        .findFirst()
                        .map(other -> "R-FG-05: " + demand + " is given " + size + ", and " + other + " is cheaper"));
    }

    private static double price(TaskSize size, double vcpu, double gibibyte) {
        return size.cpu() / 1024.0 * vcpu + size.memory() / 1024.0 * gibibyte;
    }

    /** Of what could be offered, and a demand that is within what is. */
    static Optional<String> fit(Within down, Above up, Demand free, Demand demand) {
        Optional<TaskSize> offered = down.of(free.cpu(), free.memory());
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        if (offered.get().cpu() > free.cpu() || offered.get().memory() > free.memory()) {
            return Optional.of("R-FG-06: of " + free + " is offered " + offered.get());
        }
        if (!offered.get().holds(demand.cpu(), demand.memory())) {
            return Optional.empty();
        }
        Optional<TaskSize> size = up.of(demand.cpu(), demand.memory());
        return size.isPresent() && offered.get().holds(size.get())
                ? Optional.empty()
                : Optional.of(
                        "R-FG-06: " + demand + " fits the offer of " + offered.get() + ", and its size is " + size);
    }

    /** Nothing larger could be offered. */
    static Optional<String> largest(Within down, Demand free) {
        Optional<TaskSize> offered = down.of(free.cpu(), free.memory());
        return FargateSizes.ALL.stream()
                .filter(size -> size.cpu() <= free.cpu() && size.memory() <= free.memory())
                .filter(size -> offered.isEmpty() || (!size.equals(offered.get()) && size.holds(offered.get())))
                .findFirst()
                .map(size -> "R-FG-06: of " + free + " is offered " + offered + ", and " + size + " would be more");
    }

    /** Demands at, just below and just above each edge of the table. */
    static List<Demand> edges() {
        TreeSet<Long> cpus = new TreeSet<>(List.of(0L, 1L));
        TreeSet<Long> memories = new TreeSet<>(List.of(0L, 1L));
        for (TaskSize size : FargateSizes.ALL) {
            IntStream.rangeClosed(-1, 1).forEach(by -> {
                cpus.add((long) size.cpu() + by);
                memories.add((long) size.memory() + by);
            });
        }
        return cpus.stream()
                .flatMap(cpu -> memories.stream().map(memory -> new Demand(cpu, memory)))
                .toList();
    }
}
