package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Leaves a resource as it is: the cluster of a script counts in Mesos's own units. */
public record PlainTranslator(ResourceName resource, Quantity none, boolean anyType) implements ResourceTranslator {

    private static final List<PlainTranslator> ALL = List.of(
            new PlainTranslator(ResourceName.CPUS, Amount.ZERO),
            new PlainTranslator(ResourceName.MEM, Amount.ZERO),
            new PlainTranslator(ResourceName.DISK, Amount.ZERO),
            new PlainTranslator(ResourceName.GPUS, Amount.ZERO),
            new PlainTranslator(ResourceName.PORTS, PortRanges.NONE));

    private PlainTranslator(ResourceName resource, Quantity none) {
        this(resource, none, false);
    }

    /**
     * Those in force.
     *
     * @param others resources beside Mesos's own, of whichever type an agent has them
     */
    public static TranslatorTable table(Set<ResourceName> others) {
        Provider[] all = Stream.concat(
                        ALL.stream(),
                        others.stream()
                                .filter(name -> ALL.stream().noneMatch(own -> own.resource.equals(name)))
                                .map(name -> new PlainTranslator(name, Amount.ZERO, true)))
                .toArray(Provider[]::new);
        return TranslatorTable.load(ProviderSource.of(all), Dialect.MESOS, Settings.none());
    }

    @Override
    public String name() {
        return "plain-" + resource;
    }

    @Override
    public Dialect backend() {
        return Dialect.MESOS;
    }

    @Override
    public Set<ResourceName> backendResources() {
        return Set.of(resource);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        return Translation.of(free.get(resource).orElse(none));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return anyType || demand.type().equals(none.type())
                ? Translation.of(Taken.of(Resources.of(Dialect.MESOS, resource, demand)))
                : Translation.refused(
                        resource + ":" + demand + " is of type " + demand.type() + ": want " + none.type());
    }
}
