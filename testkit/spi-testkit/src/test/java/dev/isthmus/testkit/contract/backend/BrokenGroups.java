package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Task launchers, each with one thing made wrong about groups. */
final class BrokenGroups {

    private BrokenGroups() {}

    static Stream<Broken> all() {
        return Stream.of(starts(), members(), fates()).flatMap(List::stream);
    }

    private static List<Broken> starts() {
        return List.of(
                backend("starts the first of a group only", "TL22_", "want each of them to run", FirstOnly::new)
                        .alsoBreaking("TL23_", "TL24_"),
                backend(
                                "has groups though it says it has not",
                                "TL22_",
                                "the backend is said to have no groups",
                                WrappedBackend::new)
                        .without(BackendFeature.GROUPS),
                backend("starts what fits of a group", "TL22_", "started were [", OneByOne::new)
                        .alsoBreaking("TL23_", "TL24_"),
                backend(
                        "settles the first of a lost group only",
                        "TL22_unknown",
                        "want all of them to run, or all NOT_LAUNCHED",
                        (real, scene) -> new Told(
                                real,
                                scene,
                                (number, event) -> number == 0
                                        || !(event.phase() instanceof Ended ended
                                                && ended.ending() == Ending.NOT_LAUNCHED))));
    }

    private static List<Broken> members() {
        return List.of(
                backend("forgets the others", "TL23_members", "was launched by an earlier process", Forgetful::new),
                backend(
                        "lists the first of a group only",
                        "TL23_members",
                        "and listed",
                        (real, scene) -> new Told(real, scene, (number, event) -> true) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                return super.list(framework)
                                        .thenApply(events -> events.stream()
                                                .filter(event -> number(event) == 0)
                                                .toList());
                            }
                        }),
                backend(
                        "does not say what groups hold",
                        "TL23_members",
                        "want the demand of each of its tasks",
                        (real, scene) -> new Told(real, scene, (number, event) -> true) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(
                                        event instanceof InventoryEvent.AgentSeen seen && !members.isEmpty()
                                                ? new InventoryEvent.AgentSeen(seen.agent().toBuilder()
                                                        .holdings(List.of())
                                                        .build())
                                                : event,
                                        to);
                            }
                        }),
                backend("starts a group each time", "TL23_once", "want one outcome, and each task once", Again::new));
    }

    private static List<Broken> fates() {
        return List.of(
                backend("stops one of a group only", "TL24_stop", "as STOPPED", OneStops::new),
                fate(
                        "takes a group that was stopped for one that failed",
                        "TL24_stop",
                        "as STOPPED",
                        Ending.STOPPED,
                        Ending.WITH_GROUP),
                fate(
                        "takes whom a failure ended for stopped",
                        "TL24_failure",
                        "the others ended, once, as WITH_GROUP",
                        Ending.WITH_GROUP,
                        Ending.STOPPED),
                backend(
                        "lets the others of a failure go on",
                        "TL24_failure",
                        "the others ended, once, as WITH_GROUP",
                        (real, scene) -> new Told(
                                real,
                                scene,
                                (number, event) -> !(event.phase() instanceof Ended ended
                                        && ended.ending() == Ending.WITH_GROUP))));
    }

    /** Tells some of what there is to tell of the members of groups. */
    private static class Told extends WrappedBackend {

        final Map<LaunchId, Integer> members = new HashMap<>();
        private final BiPredicate<Integer, TaskEvent> told;

        Told(Backend real, Scene scene, BiPredicate<Integer, TaskEvent> told) {
            super(real, scene);
            this.told = told;
        }

        /** Which of its group it is; 0 for a task without group. */
        int number(TaskEvent event) {
            return members.getOrDefault(event.task().launch(), 0);
        }

        @Override
        CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            for (LaunchedTask task : group.tasks()) {
                members.put(task.launch(), members.size() % group.tasks().size());
            }
            return super.launchGroup(group);
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            if (!members.containsKey(event.task().launch()) || told.test(number(event), event)) {
                super.tell(event, to);
            }
        }
    }

    private static final class FirstOnly extends WrappedBackend {
        FirstOnly(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            return launch(group.members().get(0));
        }
    }

    private static final class OneByOne extends WrappedBackend {
        OneByOne(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            List<CompletionStage<LaunchOutcome>> outcomes = new ArrayList<>();
            group.members().forEach(member -> outcomes.add(launch(member)));
            return outcomes.get(outcomes.size() - 1);
        }
    }

    /** Knows the tasks of groups only while the process lives that launched them, but for the first. */
    private static final class Forgetful extends WrappedBackend {

        private static final String SECOND = "\"2\"";

        Forgetful(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            if (number == 0 || !event.task().task().value().contains(SECOND)) {
                super.tell(event, to);
            }
        }
    }

    private static final class Again extends WrappedBackend {

        Again(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            group.tasks().stream()
                    .map(LaunchedTask::launch)
                    .filter(id -> scene.cluster.started().contains(id))
                    .forEach(scene.cluster.startedAgain::add);
            return super.launchGroup(group);
        }
    }

    /** Tells the end of the one task only that it was asked to stop. */
    private static final class OneStops extends Told {

        private final Set<LaunchId> asked;

        OneStops(Backend real, Scene scene) {
            this(real, scene, new HashSet<>());
        }

        private OneStops(Backend real, Scene scene, Set<LaunchId> asked) {
            super(
                    real,
                    scene,
                    (number, event) -> !(event.phase() instanceof Ended ended && ended.ending() == Ending.STOPPED)
                            || asked.contains(event.task().launch()));
            this.asked = asked;
        }

        @Override
        CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            asked.add(launch);
            return super.stop(framework, launch, reason);
        }
    }

    private static Broken fate(String words, String test, String explanation, Ending from, Ending to) {
        return backend(words, test, explanation, (real, scene) -> new Told(real, scene, (number, event) -> true) {
            @Override
            void tell(TaskEvent event, TaskLauncher.Listener listener) {
                boolean wrong = members.containsKey(event.task().launch())
                        && event.phase() instanceof Ended ended
                        && ended.ending() == from;
                super.tell(
                        wrong
                                ? new TaskEvent(event.task(), new Ended(to, OptionalInt.empty(), true, ""), event.at())
                                : event,
                        listener);
            }
        });
    }
}
