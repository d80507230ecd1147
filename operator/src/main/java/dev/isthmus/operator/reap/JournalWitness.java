package dev.isthmus.operator.reap;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.reap.verdict.FrameworkEvidence;
import dev.isthmus.operator.reap.verdict.JournalLook;
import dev.isthmus.operator.reap.verdict.MarkedTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the journals of a cluster without opening any, which would fence those who serve its frameworks. Whether one is held is asked first: who opens it
 * in between has then written a fresh lease, or none yet.
 */
final class JournalWitness {

    private final String cluster;
    private final Settings settings;
    private final Optional<JournalProvider> provider;
    private final String without;

    /**
     * Of the journals of a provider.
     *
     * @param without why there is none
     */
    JournalWitness(String cluster, Settings settings, Optional<JournalProvider> provider, String without) {
        this.cluster = cluster;
        this.settings = settings;
        this.provider = provider;
        this.without = without;
    }

    /** Of the journals that the settings choose. */
    static JournalWitness of(String cluster, Settings settings) {
        try {
            return new JournalWitness(
                    cluster,
                    settings,
                    JournalProvider.select(Discovery.installed(), settings),
                    JournalProvider.JOURNAL.name() + " is " + JournalProvider.NONE + ": no journal tells of it");
        } catch (ProviderSelectionException e) {
            return new JournalWitness(cluster, settings, Optional.empty(), "no journal can be read: " + e.getMessage());
        }
    }

    /** What the journal of the master of the cluster says, of all its frameworks. */
    private MastersWord master() {
        if (provider.isEmpty()) {
            return new MastersWord(Hold.UNKNOWN, MasterJournalSnapshot.NOTHING, Optional.of(without));
        }
        JournalKey key = JournalKey.ofMaster(cluster);
        try {
            Hold hold = provider.get().hold(key, settings);
            return new MastersWord(hold, provider.get().look(key, settings).ofMaster(), Optional.empty());
        } catch (JournalException e) {
            return new MastersWord(Hold.UNKNOWN, MasterJournalSnapshot.NOTHING, Optional.of(e.getMessage() + ""));
        }
    }

    /**
     * A master's journal.
     *
     * @param hold whether a master has it open
     * @param content what it says
     * @param problem why it could not be read
     */
    private record MastersWord(Hold hold, MasterJournalSnapshot content, Optional<String> problem) {

        private JournalLook of(FrameworkId framework) {
            return problem.<JournalLook>map(JournalLook.Unread::new)
                    .orElseGet(() ->
                            new JournalLook.Seen(content.framework(framework).own(), hold));
        }
    }

    /**
     * What is known of each of these frameworks. A store that has answered neither of the master nor of one of them is not asked for the others: each time it would be waited for.
     */
    List<FrameworkEvidence> evidence(List<MarkedTasks> all) {
        MastersWord master = master();
        List<FrameworkEvidence> evidence = new ArrayList<>();
        Optional<JournalLook> silent = Optional.empty();
        for (MarkedTasks tasks : all) {
            FrameworkEvidence its = silent.map(look -> new FrameworkEvidence(look, look, tasks.lastStart()))
                    .orElseGet(() -> evidence(tasks, master));
            evidence.add(its);
            if (tasks.framework().isPresent() && its.own().problem().isPresent()) {
                silent = master.problem().map(JournalLook.Unread::new);
            }
        }
        return evidence;
    }

    /** What is known now of the framework of these tasks. */
    FrameworkEvidence evidence(MarkedTasks tasks) {
        return evidence(tasks, master());
    }

    private FrameworkEvidence evidence(MarkedTasks tasks, MastersWord master) {
        JournalLook unnamed = new JournalLook.Unread("none of its tasks says which framework it is of");
        return new FrameworkEvidence(
                tasks.framework().map(this::own).orElse(unnamed),
                tasks.framework().map(master::of).orElse(unnamed),
                tasks.lastStart());
    }

    private JournalLook own(FrameworkId framework) {
        if (provider.isEmpty()) {
            return new JournalLook.Unread(without);
        }
        JournalKey key = new JournalKey(cluster, framework);
        try {
            Hold hold = provider.get().hold(key, settings);
            JournalSnapshot content = provider.get().look(key, settings).ofFramework();
            return new JournalLook.Seen(content, hold);
        } catch (JournalException e) {
            return new JournalLook.Unread(e.getMessage() + "");
        }
    }
}
