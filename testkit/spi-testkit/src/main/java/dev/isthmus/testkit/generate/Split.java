package dev.isthmus.testkit.generate;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Divides a quantity among tasks, leaving nothing over: what a scheduler does that packs an offer to the brim. */
public final class Split {

    private static final long THOUSANDTHS = 1000;

    private Split() {}

    /**
     * As many parts as there are weights, each in proportion to its weight, but for the last, which gets the rest. Weights 1, 1, 1 make of one
     * CPU 0.333, 0.333 and 0.334.
     *
     * @param weights not empty, all above zero
     */
    public static List<Quantity> of(Quantity all, List<Integer> weights) {
        return parts(all, weights, 1);
    }

    /** The same in whole amounts; a fraction of {@code all} is left over. */
    public static List<Quantity> whole(Quantity all, List<Integer> weights) {
        return parts(all, weights, THOUSANDTHS);
    }

    private static List<Quantity> parts(Quantity all, List<Integer> weights, long step) {
        return all.fold(
                amount -> amounts(amount.thousandths() / step, weights, step),
                ports -> ports(ports, weights),
                items -> items(items, weights));
    }

    private static List<Quantity> amounts(long steps, List<Integer> weights, long step) {
        long sum = weights.stream().mapToLong(Integer::longValue).sum();
        long left = steps;
        List<Quantity> parts = new ArrayList<>();
        for (int weight : weights.subList(0, weights.size() - 1)) {
            long part = steps / sum * weight + steps % sum * weight / sum;
            parts.add(Amount.ofThousandths(part * step));
            left -= part;
        }
        parts.add(Amount.ofThousandths(left * step));
        return parts;
    }

    /** Items go round as ports do. */
    private static List<Quantity> items(Items items, List<Integer> weights) {
        List<List<String>> chosen = new ArrayList<>();
        weights.forEach(weight -> chosen.add(new ArrayList<>()));
        int task = 0;
        for (String item : items.names()) {
            chosen.get(task).add(item);
            task = chosen.get(task).size() > weights.get(task) % 8 ? (task + 1) % weights.size() : task;
        }
        return chosen.stream().map(part -> (Quantity) Items.of(part)).toList();
    }

    /** Ports go round: each task gets as many in a row as its weight modulo 8, so that ranges lie next to each other. */
    private static List<Quantity> ports(PortRanges ports, List<Integer> weights) {
        List<List<Integer>> chosen = new ArrayList<>();
        weights.forEach(weight -> chosen.add(new ArrayList<>()));
        int task = 0;
        int run = 0;
        for (int port : ports.ports().toArray()) {
            chosen.get(task).add(port);
            run++;
            if (run > weights.get(task) % 8) {
                task = (task + 1) % weights.size();
                run = 0;
            }
        }
        return chosen.stream().map(part -> (Quantity) PortRanges.ofPorts(part)).toList();
    }
}
