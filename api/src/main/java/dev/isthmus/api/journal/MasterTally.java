package dev.isthmus.api.journal;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ReservedResources;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a master's journal come to, one after the other: for whoever adds to it all the time, and asks of one framework. One thread at a
 * time.
 */
public final class MasterTally {

    /** What those of one framework come to. */
    static final class OfFramework {

        private final Map<LaunchId, Instant> acknowledged = new LinkedHashMap<>();
        private final Map<LaunchId, MasterEntry.TaskEnd> unacknowledged = new LinkedHashMap<>();
        private JournalEntry.@Nullable Lease lease;
        private @Nullable Instant removed;

        void add(JournalEntry entry) {
            entry.match(
                    end -> {
                        acknowledged.putIfAbsent(end.launch(), end.at());
                        unacknowledged.remove(end.launch());
                    },
                    newer -> lease = newer,
                    moved -> lease = null,
                    removal -> removed = removal.at());
        }

        private void add(MasterEntry.TaskEnd end) {
            if (!acknowledged.containsKey(end.launch())) {
                unacknowledged.putIfAbsent(end.launch(), end);
            }
        }

        JournalSnapshot snapshot() {
            return new JournalSnapshot(acknowledged, Optional.ofNullable(lease), Optional.ofNullable(removed));
        }
    }

    private final SortedMap<FrameworkId, OfFramework> frameworks = new TreeMap<>();
    private final SortedMap<String, Amount> weights = new TreeMap<>();
    private final SortedMap<String, MasterEntry.Quota> quotas = new TreeMap<>();
    private final SortedMap<AgentId, List<ReservedResources>> reserved = new TreeMap<>();
    private MaintenancePlan maintenance = MaintenancePlan.NONE;

    /** Of nothing yet. */
    public MasterTally() {}

    /** Adds one, after those before it. */
    public void add(MasterEntry entry) {
        entry.match(
                its -> of(its.framework()).add(its.entry()),
                end -> of(end.framework()).add(end),
                this::add);
    }

    private void add(MasterEntry.ClusterSetting setting) {
        setting.match(
                its -> weights.putAll(its.byRole()),
                its -> its.byRole().forEach((role, quota) -> {
                    if (quota.isNone()) {
                        quotas.remove(role);
                    } else {
                        quotas.put(role, quota);
                    }
                }),
                its -> maintenance = its.plan(),
                its -> {
                    if (its.shares().isEmpty()) {
                        reserved.remove(its.agent());
                    } else {
                        reserved.put(its.agent(), its.shares());
                    }
                });
    }

    private OfFramework of(FrameworkId framework) {
        return frameworks.computeIfAbsent(framework, first -> new OfFramework());
    }

    /** What it comes to for one framework; nothing if there is none. */
    public MasterJournalSnapshot.OfFramework framework(FrameworkId framework) {
        OfFramework its = frameworks.get(framework);
        return its == null
                ? MasterJournalSnapshot.OfFramework.NOTHING
                : new MasterJournalSnapshot.OfFramework(its.snapshot(), its.unacknowledged);
    }

    /** What it comes to. */
    public MasterJournalSnapshot snapshot() {
        SortedMap<FrameworkId, MasterJournalSnapshot.OfFramework> all = new TreeMap<>();
        frameworks.keySet().forEach(framework -> all.put(framework, framework(framework)));
        return new MasterJournalSnapshot(all, weights, quotas, maintenance, reserved);
    }

    /** Forgets what a journal may (R-JN-10). */
    public void forget(Instant now) {
        Instant oldest = now.minus(Journal.RETENTION);
        frameworks.keySet().removeIf(framework -> framework(framework).isOver(now));
        frameworks.values().forEach(its -> its.acknowledged.values().removeIf(at -> at.isBefore(oldest)));
    }
}
