package dev.isthmus.bench.work;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Translating one agent's free resources and one task's demand with the default translators. The baselines copy the same values into fresh maps without translating
 * them. Not thread-safe.
 */
public final class TranslationWork {

    private final TranslationContext context = TranslationContext.of(Settings.none());
    private final TranslatorTable table = TranslatorTable.load(Discovery.installed(), Dialect.ECS, context.settings());

    private final Resources free = Resources.of(
            Dialect.ECS,
            Map.of(
                    ResourceName.ECS_CPU, Amount.of(4096),
                    ResourceName.ECS_MEMORY, Amount.of(15_000),
                    ResourceName.ECS_PORTS, PortRanges.ALL.without(PortRanges.parse("22,2375-2376,51678-51679")),
                    ResourceName.ECS_PORTS_UDP, PortRanges.ALL));

    private final Resources demand = Resources.of(
            Dialect.MESOS,
            Map.of(
                    ResourceName.CPUS, Amount.parse("0.5"),
                    ResourceName.MEM, Amount.parse("128.5"),
                    ResourceName.PORTS, PortRanges.of(31000, 31001)));

    /** With the installed translators and no setting set. */
    public TranslationWork() {}

    /** An agent's free resources, offered. */
    public TranslatorTable.Offered offer() {
        return table.offer(free, context);
    }

    /** A task's demand, taken. */
    public Translation<Taken> take() {
        return table.take(demand, context);
    }

    /** The baseline of {@link #offer}: the same entries, copied. */
    public Resources copyFree() {
        return copy(free);
    }

    /** The baseline of {@link #take}: the same entries, copied. */
    public Resources copyDemand() {
        return copy(demand);
    }

    private static Resources copy(Resources resources) {
        Map<ResourceName, Quantity> entries = new TreeMap<>(resources.quantities());
        return Resources.of(resources.dialect(), entries);
    }
}
