package dev.isthmus.api.journal;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ReservedResources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state that the entries of a master's journal add up to.
 *
 * @param frameworks what is remembered of each
 * @param weights of the roles that were ever given one
 * @param quotas of the roles that have one
 * @param maintenance of the cluster's machines
 * @param reserved of the agents of which something is
 */
public record MasterJournalSnapshot(
        SortedMap<FrameworkId, OfFramework> frameworks,
        SortedMap<String, Amount> weights,
        SortedMap<String, MasterEntry.Quota> quotas,
        MaintenancePlan maintenance,
        SortedMap<AgentId, List<ReservedResources>> reserved) {

    /** Of a journal in which nothing was written. */
    public static final MasterJournalSnapshot NOTHING = new MasterJournalSnapshot(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), MaintenancePlan.NONE, new TreeMap<>());

    /** Copies. */
    public MasterJournalSnapshot {
        frameworks = Collections.unmodifiableSortedMap(new TreeMap<>(frameworks));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        quotas = Collections.unmodifiableSortedMap(new TreeMap<>(quotas));
        requireNonNull(maintenance, "maintenance");
        reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
    }

    /**
     * What is remembered of one framework.
     *
     * @param own what a journal of its own would hold
     * @param unacknowledged the ends that are to be told again until they are acknowledged, oldest first
     */
    public record OfFramework(JournalSnapshot own, Map<LaunchId, MasterEntry.TaskEnd> unacknowledged) {

        /** Of one that was never here. */
        public static final OfFramework NOTHING = new OfFramework(JournalSnapshot.NOTHING, new LinkedHashMap<>());

        /** Copies, in order. */
        public OfFramework {
            unacknowledged = Collections.unmodifiableMap(new LinkedHashMap<>(unacknowledged));
        }

        /** Whether nothing of it can matter any more: by {@link JournalSnapshot#isOver}, its ends with it (R-JN-17). */
        public boolean isOver(Instant now) {
            Instant oldest = now.minus(Journal.RETENTION);
            return own.isOver(now)
                    && (own.end().isPresent()
                            || unacknowledged.values().stream()
                                    .allMatch(end -> end.at().isBefore(oldest)));
        }

        private List<MasterEntry> entries(FrameworkId framework) {
            List<MasterEntry> entries = new ArrayList<>();
            own.entries().forEach(entry -> entries.add(new MasterEntry.OfFramework(framework, entry)));
            entries.addAll(unacknowledged.values());
            return entries;
        }
    }

    /** What all these entries, in their order, come to. */
    public static MasterJournalSnapshot of(Iterable<? extends MasterEntry> entries) {
        MasterTally tally = new MasterTally();
        entries.forEach(tally::add);
        return tally.snapshot();
    }

    /** What is remembered of one framework; nothing if there is none. */
    public OfFramework framework(FrameworkId framework) {
        return Optional.ofNullable(frameworks.get(framework)).orElse(OfFramework.NOTHING);
    }

    /** The fewest entries that come to this. */
    public List<MasterEntry> entries() {
        List<MasterEntry> entries = new ArrayList<>();
        if (!weights.isEmpty()) {
            entries.add(new MasterEntry.Weights(weights));
        }
        if (!quotas.isEmpty()) {
            entries.add(new MasterEntry.Quotas(quotas));
        }
        if (!maintenance.isEmpty()) {
            entries.add(new MasterEntry.Maintenance(maintenance));
        }
        reserved.forEach((agent, shares) -> entries.add(new MasterEntry.Reserved(agent, shares)));
        frameworks.forEach((framework, its) -> entries.addAll(its.entries(framework)));
        return entries;
    }

    /** This without what a journal may forget (R-JN-10). */
    public MasterJournalSnapshot kept(Instant now) {
        Instant oldest = now.minus(Journal.RETENTION);
        SortedMap<FrameworkId, OfFramework> kept = new TreeMap<>(frameworks);
        kept.values().removeIf(its -> its.isOver(now));
        kept.replaceAll((framework, its) -> new OfFramework(its.own().since(oldest), its.unacknowledged()));
        return new MasterJournalSnapshot(kept, weights, quotas, maintenance, reserved);
    }
}
