package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Amounts as a script writes them. */
public final class ScriptAmounts {

    private ScriptAmounts() {}

    public static Resources none() {
        return Resources.none(Dialect.MESOS);
    }

    /** A scalar with three decimals, as Mesos counts. */
    public static Amount scalar(ResourceName name, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(name + " of " + value + ": want a finite number, zero or more");
        }
        return Amount.ofThousandths(BigDecimal.valueOf(value)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact());
    }

    public static PortRanges ports(int first, int last) {
        return PortRanges.of(first, last);
    }

    /** The items that are there under this name, and these. */
    public static Items items(Resources there, ResourceName name, String... more) {
        Items added = Items.of(List.of(more));
        return there.get(name).orElse(added) instanceof Items before ? before.union(added) : added;
    }

    /** As the messages say it. */
    public static List<Resource> messages(Resources resources) {
        return resources.quantities().entrySet().stream()
                .map(entry -> {
                    Resource.Builder message =
                            Resource.newBuilder().setName(entry.getKey().value());
                    entry.getValue()
                            .match(
                                    amount -> message.setType(Value.Type.SCALAR)
                                            .getScalarBuilder()
                                            .setValue(amount.thousandths() / 1000.0),
                                    ports -> {
                                        message.setType(Value.Type.RANGES);
                                        ports.ranges()
                                                .forEach(range -> message.getRangesBuilder()
                                                        .addRangeBuilder()
                                                        .setBegin(range.first())
                                                        .setEnd(range.last()));
                                    },
                                    items -> message.setType(Value.Type.SET)
                                            .getSetBuilder()
                                            .addAllItem(items.names()));
                    return message.build();
                })
                .toList();
    }
}
