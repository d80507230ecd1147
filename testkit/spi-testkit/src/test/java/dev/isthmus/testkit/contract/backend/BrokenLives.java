package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.InventoryEvent.AgentSeen;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.api.launch.TaskPhase.Running;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Task launchers, each with one thing made wrong about what they tell of tasks' lives. */
final class BrokenLives {

    private static final Duration LATER = Duration.ofSeconds(30);

    private BrokenLives() {}

    static Stream<Broken> all() {
        return Stream.of(lives(), stops(), tasks()).flatMap(List::stream);
    }

    private static List<Broken> lives() {
        return List.of(
                backend("goes backwards", "TL11_", "goes backwards", (real, scene) -> new WrappedBackend(real, scene) {
                    @Override
                    void tell(TaskEvent event, TaskLauncher.Listener to) {
                        super.tell(event, to);
                        if (event.phase() instanceof Running) {
                            super.tell(new TaskEvent(event.task(), new TaskPhase.Starting(), event.at()), to);
                            super.tell(event, to);
                        }
                    }
                }),
                backend(
                        "goes back in time",
                        "TL11_",
                        "goes backwards",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                super.tell(event, to);
                                if (event.phase() instanceof Running) {
                                    super.tell(
                                            new TaskEvent(
                                                    event.task(),
                                                    event.phase(),
                                                    event.at().minusSeconds(1)),
                                            to);
                                }
                            }
                        }),
                backend("ends twice", "TL12_", "want one end, last", (real, scene) -> new WrappedBackend(real, scene) {
                    @Override
                    void tell(TaskEvent event, TaskLauncher.Listener to) {
                        super.tell(event, to);
                        if (event.phase() instanceof Ended) {
                            later(LATER, () -> to.taskChanged(event));
                        }
                    }
                }),
                backend(
                        "goes on after the end",
                        "TL12_",
                        "want one end, last",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                super.tell(event, to);
                                if (event.phase() instanceof Ended) {
                                    later(LATER, () -> to.taskChanged(toldTasks.get(0)));
                                }
                            }
                        }),
                endings(
                        "loses exit codes",
                        "TL13_",
                        "want EXITED, ran, OptionalInt[0]",
                        ended -> ended.ending() == Ending.EXITED
                                ? new Ended(Ending.EXITED, OptionalInt.empty(), true, "")
                                : ended),
                endings(
                        "does not explain exits",
                        "TL13_",
                        "UNEXPLAINED",
                        ended -> ended.ending() == Ending.EXITED
                                ? new Ended(Ending.UNEXPLAINED, ended.exitCode(), true, "")
                                : ended),
                backend(
                                "knows exit codes though it says it does not",
                                "TL13_",
                                "want EXITED, ran, OptionalInt.empty",
                                WrappedBackend::new)
                        .without(BackendFeature.EXIT_CODES),
                endings(
                        "takes the end of an agent for an exit",
                        "TL19_",
                        "want AGENT_GONE",
                        ended -> ended.ending() == Ending.AGENT_GONE
                                ? new Ended(Ending.EXITED, OptionalInt.of(1), true, "")
                                : ended),
                backend(
                        "keeps the tasks of agents that are gone",
                        "TL19_",
                        "has ended, and that was not told",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                if (!(event.phase() instanceof Ended ended && ended.ending() == Ending.AGENT_GONE)) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "ends the tasks of disconnected agents",
                        "TL20_",
                        "is disconnected, and the task was ended",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (event instanceof AgentSeen seen
                                        && seen.agent().state() == AgentState.DISCONNECTED) {
                                    scene.cluster
                                            .memory
                                            .liveTasks()
                                            .forEach(task -> scene.cluster.memory.end(
                                                    task,
                                                    new Ended(Ending.AGENT_GONE, OptionalInt.empty(), true, "away")));
                                }
                            }
                        }));
    }

    private static List<Broken> stops() {
        return List.of(
                backend(
                        "accepts stops and does nothing",
                        "TL14_stop_ends",
                        "has ended, and that was not told",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
                                return scene.cluster.live().contains(launch) && !reason.isEmpty()
                                        ? CompletableFuture.completedStage(new StopOutcome.Accepted())
                                        : super.stop(framework, launch, reason);
                            }
                        }),
                endings(
                        "does not know its own stops",
                        "TL14_stop_ends",
                        "STOPPED_BY_OTHERS",
                        ended -> ended.ending() == Ending.STOPPED
                                ? new Ended(Ending.STOPPED_BY_OTHERS, ended.exitCode(), ended.ran(), "")
                                : ended),
                endings(
                        "gives no reason back",
                        "TL14_stop_the_reason",
                        "a task was stopped because",
                        ended -> ended.ending() == Ending.STOPPED
                                ? new Ended(Ending.STOPPED, ended.exitCode(), ended.ran(), "stopped")
                                : ended),
                backend(
                        "stops once only",
                        "TL14_stop_twice",
                        "Optional[NotFound",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<LaunchId> asked = new HashSet<>();

                            @Override
                            CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
                                return asked.add(launch)
                                        ? super.stop(framework, launch, reason)
                                        : CompletableFuture.completedStage(new StopOutcome.NotFound());
                            }
                        }),
                backend(
                        "stops whatever it is told",
                        "TL15_",
                        "want NotFound",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
                                return super.stop(framework, launch, reason)
                                        .thenApply(outcome -> new StopOutcome.Accepted());
                            }
                        }));
    }

    private static List<Broken> tasks() {
        return List.of(
                backend(
                        "does not list what has ended",
                        "TL16_",
                        "and the list says Optional.empty",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                return super.list(framework)
                                        .thenApply(events -> events.stream()
                                                .filter(event -> !(event.phase() instanceof Ended))
                                                .toList());
                            }
                        }),
                backend(
                        "lists what was told first",
                        "TL16_",
                        "and the list says Optional[Staging",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                return super.list(framework)
                                        .thenApply(events -> events.stream()
                                                .map(event -> new TaskEvent(
                                                        event.task(), new TaskPhase.Staging(), event.at()))
                                                .toList());
                            }
                        }),
                backend(
                        "tells everybody's tasks",
                        "TL17_",
                        "was told or listed to framework",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                super.tell(event, to);
                                scene.opened.stream()
                                        .filter(other -> other != this && !other.closed && other.taskListener != null)
                                        .forEach(other -> other.taskListener.taskChanged(event));
                            }
                        }),
                backend(
                        "forgets demands",
                        "TL18_",
                        "a task of an earlier process lives as",
                        (real, scene) -> new Identities(
                                real,
                                scene,
                                task -> scene.opened.size() < 2
                                        ? task
                                        : new LaunchedTask(
                                                task.launch(),
                                                task.framework(),
                                                task.task(),
                                                task.agent(),
                                                Resources.none(Dialect.MESOS),
                                                task.maxCompletionTime(),
                                                task.memo()))),
                backend(
                        "forgets how long tasks may run",
                        "TL18_",
                        "a task of an earlier process lives as",
                        (real, scene) -> new Identities(
                                real,
                                scene,
                                task -> scene.opened.size() < 2
                                        ? task
                                        : new LaunchedTask(
                                                task.launch(),
                                                task.framework(),
                                                task.task(),
                                                task.agent(),
                                                task.demand(),
                                                Optional.empty(),
                                                task.memo()))),
                backend(
                        "forgets the launcher's memo",
                        "TL18_",
                        "a task of an earlier process lives as",
                        (real, scene) -> new Identities(
                                real,
                                scene,
                                task -> scene.opened.size() < 2
                                        ? task
                                        : new LaunchedTask(
                                                task.launch(),
                                                task.framework(),
                                                task.task(),
                                                task.agent(),
                                                task.demand(),
                                                task.maxCompletionTime(),
                                                Memo.NONE))),
                backend(
                        "mangles ids",
                        "TL18_",
                        "a task was launched as",
                        (real, scene) -> new Identities(
                                real,
                                scene,
                                task -> new LaunchedTask(
                                        task.launch(),
                                        task.framework(),
                                        new TaskId(task.task().value().replaceAll("[^ -~]", "?")),
                                        task.agent(),
                                        task.demand(),
                                        task.maxCompletionTime(),
                                        task.memo()))));
    }

    /** Tells of tasks under another identity. */
    private static final class Identities extends WrappedBackend {
        private final Function<LaunchedTask, LaunchedTask> change;

        Identities(Backend real, Scene scene, Function<LaunchedTask, LaunchedTask> change) {
            super(real, scene);
            this.change = change;
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            super.tell(new TaskEvent(change.apply(event.task()), event.phase(), event.at()), to);
        }
    }

    private static Broken endings(String words, String test, String explanation, Function<Ended, Ended> wrong) {
        return backend(words, test, explanation, (real, scene) -> new WrappedBackend(real, scene) {
            private TaskEvent changed(TaskEvent event) {
                return event.phase() instanceof Ended ended
                        ? new TaskEvent(event.task(), wrong.apply(ended), event.at())
                        : event;
            }

            @Override
            void tell(TaskEvent event, TaskLauncher.Listener to) {
                super.tell(changed(event), to);
            }

            @Override
            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                return super.list(framework)
                        .thenApply(events -> events.stream().map(this::changed).toList());
            }
        });
    }
}
