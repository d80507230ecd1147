package dev.isthmus.mesos.machine;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value.Range;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Sums of resources as plain figures: thousandths of a scalar, the number of ports or items. */
final class ModelTally {

    private final Map<String, Long> figures = new TreeMap<>();

    static ModelTally of(Resources resources) {
        return new ModelTally().plus(resources);
    }

    /** What these offers promise, by what they say, and these tasks hold. */
    static ModelTally of(Collection<Offer> offers, Collection<LaunchedTask> tasks) {
        ModelTally sum = new ModelTally();
        for (Offer offer : offers) {
            offer.getResourcesList().forEach(sum::plus);
        }
        tasks.forEach(task -> sum.plus(task.demand()));
        return sum;
    }

    private ModelTally plus(Resources resources) {
        resources.quantities().forEach((name, quantity) -> add(name.toString(), figure(quantity)));
        return this;
    }

    private void plus(Resource resource) {
        long figure = switch (resource.getType()) {
            case SCALAR -> Math.round(resource.getScalar().getValue() * 1000);
            case RANGES ->
                resource.getRanges().getRangeList().stream()
                        .mapToLong(ModelTally::size)
                        .sum();
            case SET -> resource.getSet().getItemCount();
            case TEXT -> throw new AssertionError("a text is offered: " + resource);
        };
        add(resource.getName(), figure);
    }

    private static long size(Range range) {
        return range.getEnd() - range.getBegin() + 1;
    }

    private static long figure(Quantity quantity) {
        if (quantity instanceof Amount amount) {
            return amount.thousandths();
        }
        return quantity instanceof PortRanges ports
                ? ports.count()
                : ((Items) quantity).names().size();
    }

    private void add(String name, long figure) {
        if (figure != 0) {
            figures.merge(name, figure, Long::sum);
        }
    }

    /** Whether there is no more of anything in the other. */
    boolean contains(ModelTally other) {
        return other.figures.entrySet().stream()
                .allMatch(each -> each.getValue() <= figures.getOrDefault(each.getKey(), 0L));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelTally tally && figures.equals(tally.figures);
    }

    @Override
    public int hashCode() {
        return figures.hashCode();
    }

    @Override
    public String toString() {
        return figures.toString();
    }
}
