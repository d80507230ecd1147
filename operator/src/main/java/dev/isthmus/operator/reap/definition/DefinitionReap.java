package dev.isthmus.operator.reap.definition;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.operator.aws.AccountClusters;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.Progress;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Goes through the task definitions of Isthmus in the account. One is looked at in all clusters of the account right before it is deregistered: a definition
 * that goes although a task is about to start costs that driver one more registration.
 */
public final class DefinitionReap {

    /** Of a family there is hardly ever more than one: what it contains is in its name. */
    private static final int REVISIONS_AT_ONCE = 20;

    private final AskedCluster cluster;
    private final Settings settings;
    private final InstantSource clock;
    private final Progress progress;
    private final boolean isAsked;

    /** With nothing looked at yet; it deregisters only if that is asked. */
    public DefinitionReap(
            AskedCluster cluster, Settings settings, InstantSource clock, Progress progress, boolean isAsked) {
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.isAsked = isAsked;
    }

    /**
     * Goes through them.
     *
     * @param lines is given a line for each that nothing uses, at once
     * @throws CommandFailure if ECS does not answer, or does not let us ask: what was told until then was done
     */
    public DefinitionFindings run(Consumer<String> lines) throws CommandFailure, InterruptedException {
        List<FoundDefinition> found = new ArrayList<>();
        List<AskedCluster> clusters = new ArrayList<>();
        try {
            for (String arn : AccountClusters.of(cluster.target(), settings.get(EcsSettings.CALL_TIMEOUT))) {
                clusters.add(cluster.beside(arn));
            }
            List<String> families =
                    cluster.pages(next -> new EcsCall.ListDefinitionFamilies(DefinitionContent.FAMILY_PREFIX, next));
            int done = 0;
            for (String family : families) {
                ofFamily(family, clusters, found, lines);
                progress.at(++done, families.size());
            }
            return new DefinitionFindings(clusters.size(), found, isAsked);
        } finally {
            clusters.forEach(AskedCluster::close);
        }
    }

    private void ofFamily(
            String family, List<AskedCluster> clusters, List<FoundDefinition> found, Consumer<String> lines)
            throws CommandFailure, InterruptedException {
        boolean again = true;
        for (int revision = 0; again && revision < REVISIONS_AT_ONCE; revision++) {
            Optional<DefinitionView> newest = newest(family);
            if (newest.isEmpty()) {
                return;
            }
            FoundDefinition definition = judged(newest.get(), clusters);
            if (definition.verdict() == DefinitionVerdict.UNUSED) {
                definition = isAsked ? deregistered(definition) : definition;
                lines.accept(line(definition));
            }
            found.add(definition);
            again = definition.isDeregistered();
        }
    }

    /** Empty if it was deregistered since it was listed. */
    private Optional<DefinitionView> newest(String family) throws CommandFailure, InterruptedException {
        Answer<DefinitionView> answer = cluster.ask(new EcsCall.DescribeDefinition(family));
        Optional<CallFailure> failure = answer.problem();
        if (failure.isEmpty()) {
            return answer.fold(ok -> Optional.of(ok.value()), failed -> Optional.empty());
        }
        if (failure.get().category() == Category.CALLER) {
            return Optional.empty();
        }
        throw AskedCluster.failure(failure.get());
    }

    private FoundDefinition judged(DefinitionView definition, List<AskedCluster> clusters)
            throws CommandFailure, InterruptedException {
        DefinitionVerdict verdict = DefinitionVerdict.beforeTasks(definition, clock.instant());
        Optional<String> usedBy =
                verdict == DefinitionVerdict.UNUSED ? usedBy(definition.family(), clusters) : Optional.empty();
        return new FoundDefinition(
                definition.arn(),
                definition.traits().registeredAt(),
                usedBy.isPresent() ? DefinitionVerdict.USED : verdict,
                usedBy,
                false,
                Optional.empty());
    }

    /** The first cluster with a task of it that runs, or that ECS still knows, which is for about the time for which what was used is kept. */
    private static Optional<String> usedBy(String family, List<AskedCluster> clusters)
            throws CommandFailure, InterruptedException {
        for (AskedCluster each : clusters) {
            if (each.hasAny(TaskFilter.ofFamily(family)) || each.hasAny(TaskFilter.stoppedOfFamily(family))) {
                return Optional.of(each.target().clusterName());
            }
        }
        return Optional.empty();
    }

    private FoundDefinition deregistered(FoundDefinition definition) throws CommandFailure, InterruptedException {
        Optional<CallFailure> failure =
                cluster.ask(new EcsCall.DeregisterDefinition(definition.arn())).problem();
        if (failure.filter(its -> its.category() == Category.DENIED).isPresent()) {
            throw CommandFailure.denied(
                    failure.get().message(),
                    "these credentials may look at definitions and not deregister them",
                    "OldTaskDefinitions");
        }
        return new FoundDefinition(
                definition.arn(),
                definition.registeredAt(),
                definition.verdict(),
                definition.usedBy(),
                failure.isEmpty(),
                failure.map(CallFailure::message));
    }

    private String line(FoundDefinition definition) {
        String what = definition.arn() + ", registered " + definition.registeredAt();
        return definition
                .failure()
                .map(why -> "failed   " + what + ": " + why)
                .orElse((definition.isDeregistered() ? "removed  " : "unused   ") + what);
    }
}
