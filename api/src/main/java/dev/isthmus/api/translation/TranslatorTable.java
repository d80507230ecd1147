package dev.isthmus.api.translation;

import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.discovery.Selection;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The translators in use for one backend, one for each Mesos resource. Immutable and thread-safe, as its translators are. */
public final class TranslatorTable {

    private final Dialect backend;
    private final SortedMap<ResourceName, ResourceTranslator> translators;

    private TranslatorTable(Dialect backend, Map<ResourceName, ResourceTranslator> translators) {
        this.backend = backend;
        this.translators = Collections.unmodifiableSortedMap(new TreeMap<>(translators));
    }

    /**
     * Loads the translators to this dialect and chooses one for each resource.
     *
     * @throws dev.isthmus.api.discovery.ProviderSelectionException if two of one resource share the highest priority, or none is available
     * @throws dev.isthmus.api.discovery.BrokenProviderException if one cannot be loaded
     */
    public static TranslatorTable load(ProviderSource source, Dialect backend, Settings settings) {
        Map<ResourceName, List<ResourceTranslator>> byResource = source.load(ResourceTranslator.class).stream()
                .filter(translator -> translator.backend().equals(backend))
                .collect(Collectors.groupingBy(ResourceTranslator::resource, TreeMap::new, Collectors.toList()));
        Map<ResourceName, ResourceTranslator> chosen = new TreeMap<>();
        byResource.forEach((resource, candidates) -> chosen.put(
                resource,
                Selection.one(
                        "translator of " + resource + " to " + backend,
                        candidates,
                        Optional.empty(),
                        settings,
                        "Give one of them a higher priority, or take the others off the class path")));
        return new TranslatorTable(backend, chosen);
    }

    /** The dialect it translates to. */
    public Dialect backend() {
        return backend;
    }

    /** The translators in force, by Mesos resource. */
    public Collection<ResourceTranslator> translators() {
        return translators.values();
    }

    /**
     * What is offered of all that is free.
     *
     * @param free in the backend's dialect
     * @return the offer in the dialect of Mesos, and what a translator refused to offer
     */
    public Offered offer(Resources free, TranslationContext context) {
        SortedMap<ResourceName, Quantity> offered = new TreeMap<>();
        List<String> refusals = new ArrayList<>();
        translators.forEach((name, translator) -> {
            Translation<Quantity> result = guarded(translator, () -> translator.offer(free, context));
            result.match(
                    translated -> offered.put(name, translated.value()),
                    refused -> refusals.add(name + " is not offered: " + refused.message()));
        });
        return new Offered(new Resources(Dialect.MESOS, offered), List.copyOf(refusals));
    }

    /**
     * What can be offered of an agent: never more than is offered for what is free on it, and never more than is offered for all it has, less
     * the demands of every launch on it (TR-08). Scalars are the lesser of the two, ports and sets what is in both.
     *
     * <p>This is total: a resource whose amounts do not fit each other is not offered, and the refusals say why. What is promised in offers
     * that are still out is not known here; whoever made them takes them off the result, in the dialect of Mesos.
     *
     * @param agent with the launches that its free resources already account for, of every driver
     * @param live every launch on this agent, running or in flight, that the caller knows of; those that the agent lists as well count once
     * @param context settings, and the attributes of this agent
     */
    public Offered offerable(Agent agent, Collection<Holding> live, TranslationContext context) {
        return Conservation.offerable(this, agent, live, context);
    }

    /**
     * What a demand takes. Refused, by name, when it asks for a resource that nobody here translates.
     *
     * @param demand in the dialect of Mesos
     */
    public Translation<Taken> take(Resources demand, TranslationContext context) {
        Translation<Taken> sum = Translation.of(Taken.nothing(backend));
        for (Map.Entry<ResourceName, Quantity> entry : demand.quantities().entrySet()) {
            ResourceTranslator translator = translators.get(entry.getKey());
            if (translator == null) {
                return Translation.refused("resource '" + entry.getKey() + "' has no translator to " + backend
                        + ": put a ResourceTranslator for it on the class path, or do not ask for it (there are "
                        + translators.keySet() + ")");
            }
            if (sum instanceof Translation.Translated<Taken> soFar) {
                sum = guarded(
                        translator,
                        () -> translator.take(entry.getValue(), context).map(soFar.value()::plus));
            }
        }
        return sum;
    }

    /**
     * What a demand takes that may be exceeded: accounted is what the demand itself takes, and limited is what all of the limit would take.
     *
     * @param demand in the dialect of Mesos
     * @param limits of some of its resources, in the dialect of Mesos, none below the demand
     * @param unlimited the resources in the dialect of Mesos that are to have no limit
     */
    public Translation<Taken> take(
            Resources demand, Resources limits, Set<ResourceName> unlimited, TranslationContext context) {
        return take(demand, context)
                .flatMap(taken -> take(limits, context).map(limited -> {
                    Resources most = taken.limits();
                    Set<ResourceName> names =
                            new TreeSet<>(limited.accounted().quantities().keySet());
                    names.addAll(limited.limits().quantities().keySet());
                    for (ResourceName name : names) {
                        Amount whole = limited.accounted().amount(name);
                        Amount above = limited.limits().amount(name);
                        most = most.with(name, above.compareTo(whole) > 0 ? above : whole);
                    }
                    Set<ResourceName> free = new TreeSet<>();
                    unlimited.stream()
                            .flatMap(name -> Optional.ofNullable(translators.get(name)).stream())
                            .forEach(translator -> free.addAll(translator.backendResources()));
                    return new Taken(taken.accounted(), most, free);
                }));
    }

    /** A translator must not throw (R-RT-04). One that does fails this translation, by name, and not whoever asked for it. */
    private static <T> Translation<T> guarded(ResourceTranslator translator, Supplier<Translation<T>> translation) {
        try {
            return translation.get();
        } catch (RuntimeException | LinkageError e) {
            return Translation.refused("translator '" + translator.name() + "' of " + translator.resource()
                    + " (" + translator.getClass().getName() + ") failed, which it must not: " + e
                    + ". Mend it, or take its jar off the class path");
        }
    }

    /** The names in these backend resources that no translator reads. They are not offered; whoever calls says so, once. */
    public Set<ResourceName> untranslated(Resources present) {
        Set<ResourceName> unread = new TreeSet<>(present.quantities().keySet());
        translators.values().forEach(translator -> unread.removeAll(translator.backendResources()));
        return unread;
    }

    /**
     * What can be offered.
     *
     * @param resources in the dialect of Mesos
     * @param refusals one sentence for each resource that could not be said in it
     */
    public record Offered(Resources resources, List<String> refusals) {}
}
