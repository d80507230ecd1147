package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.InventoryEvent.AgentSeen;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Task launchers, each with one thing made wrong about several frameworks side by side. */
final class BrokenFrameworks {

    private static final Duration LATER = Duration.ofSeconds(30);

    private BrokenFrameworks() {}

    static Stream<Broken> all() {
        return Stream.of(mixed(), recoveries(), forgotten()).flatMap(List::stream);
    }

    /** Keeps the listeners of all frameworks that are watched. */
    private static class Several extends WrappedBackend {

        final Map<FrameworkId, TaskLauncher.Listener> listeners = new LinkedHashMap<>();

        Several(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        void watch(FrameworkId framework, TaskLauncher.Listener listener) {
            super.watch(framework, listener);
            listeners.put(framework, listener);
        }

        @Override
        void forget(FrameworkId framework) {
            super.forget(framework);
            listeners.remove(framework);
        }

        final List<TaskLauncher.Listener> othersThan(TaskLauncher.Listener listener) {
            return listeners.values().stream()
                    .filter(other -> !other.equals(listener))
                    .toList();
        }
    }

    private static List<Broken> mixed() {
        return List.of(
                backend(
                                "tells each framework on a thread of its own",
                                "TL02_threads_events_of_several",
                                "while another was being taken",
                                (real, scene) -> new Several(real, scene) {
                                    @Override
                                    void tell(TaskEvent event, TaskLauncher.Listener to) {
                                        List<TaskEvent> before = List.copyOf(toldTasks);
                                        List<TaskLauncher.Listener> others = othersThan(to);
                                        if (event.phase() instanceof Running
                                                && !others.isEmpty()
                                                && !before.isEmpty()) {
                                            TaskEvent last = before.get(before.size() - 1);
                                            Threads.both(
                                                    () -> super.tell(event, to),
                                                    () -> listeners
                                                            .getOrDefault(
                                                                    last.task().framework(), to)
                                                            .taskChanged(last));
                                        } else {
                                            super.tell(event, to);
                                        }
                                    }
                                })
                        .alsoBreaking("TL06_recovery_of_a_framework"),
                backend(
                        "stops the tasks of others",
                        "TL15_stop_of_the_task",
                        "a framework stopped the task of another",
                        (real, scene) -> new Several(real, scene) {
                            @Override
                            CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
                                FrameworkId owner = scene.cluster.memory.liveTasks().stream()
                                        .filter(task -> task.launch().equals(launch))
                                        .map(LaunchedTask::framework)
                                        .filter(listeners::containsKey)
                                        .findFirst()
                                        .orElse(framework);
                                return super.stop(owner, launch, reason);
                            }
                        }),
                backend(
                                "lists the tasks of all frameworks",
                                "TL16_list_is_of_one",
                                "a task each, and the list of",
                                (real, scene) -> new Several(real, scene) {
                                    @Override
                                    CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                        CompletionStage<List<TaskEvent>> all = super.list(framework);
                                        for (FrameworkId other : listeners.keySet()) {
                                            if (!other.equals(framework)) {
                                                all = all.thenCombine(super.list(other), BrokenFrameworks::joined);
                                            }
                                        }
                                        return all;
                                    }
                                })
                        .alsoBreaking("TL25_forget_completes"),
                backend(
                                "tells everything to all frameworks",
                                "TL17_frameworks",
                                "was told of tasks of others",
                                (real, scene) -> new Several(real, scene) {
                                    @Override
                                    void tell(TaskEvent event, TaskLauncher.Listener to) {
                                        super.tell(event, to);
                                        othersThan(to).forEach(other -> other.taskChanged(event));
                                    }
                                })
                        .alsoBreaking("TL06_recovery_of_a_framework"),
                backend(
                                "tells everything to the framework that came last",
                                "TL17_frameworks",
                                "and it was not told that it runs",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    void tell(TaskEvent event, TaskLauncher.Listener to) {
                                        super.tell(event, taskListener);
                                    }
                                })
                        .alsoBreaking("TL02_threads_events_of", "TL15_stop_of", "TL16_list_is_of", "TL25_", "TL06_"));
    }

    private static List<TaskEvent> joined(List<TaskEvent> some, List<TaskEvent> more) {
        List<TaskEvent> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<Broken> recoveries() {
        return List.of(
                backend(
                                "recovers the first framework only",
                                "TL06_recovery_is_of_each",
                                "want that the task runs, and then recovered(), once",
                                (real, scene) -> new Several(real, scene) {
                                    @Override
                                    void tellRecovered(TaskLauncher.Listener listener) {
                                        if (listeners.isEmpty() || isFirst(listener)) {
                                            super.tellRecovered(listener);
                                        }
                                    }

                                    private boolean isFirst(TaskLauncher.Listener listener) {
                                        return listeners
                                                .values()
                                                .iterator()
                                                .next()
                                                .equals(listener);
                                    }
                                })
                        .alsoBreaking("TL21_window_is_counted", "TL25_forget_and_watch"),
                backend(
                        "tells each recovery to all",
                        "TL06_recovery_of_a_framework",
                        "another framework was recovered, and the first was told",
                        (real, scene) -> new Several(real, scene) {
                            @Override
                            void tellRecovered(TaskLauncher.Listener listener) {
                                super.tellRecovered(listener);
                                othersThan(listener).forEach(TaskLauncher.Listener::recovered);
                            }
                        }),
                backend(
                        "looks for what shows late after the first watch only",
                        "TL21_window_is_counted",
                        "which was begun long after that of another",
                        (real, scene) -> new Several(real, scene) {
                            private boolean recovered;

                            @Override
                            void tellRecovered(TaskLauncher.Listener listener) {
                                super.tellRecovered(listener);
                                recovered = true;
                            }

                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                if (!recovered
                                        || !event.task().task().value().equals("last-words")
                                        || othersThan(to).isEmpty()) {
                                    super.tell(event, to);
                                }
                            }
                        }));
    }

    private static List<Broken> forgotten() {
        return List.of(
                backend(
                        "forgets all when one is forgotten",
                        "TL25_forget_ends",
                        "and another is told nothing any more",
                        (real, scene) -> new Several(real, scene) {
                            private boolean deaf;

                            @Override
                            void forget(FrameworkId framework) {
                                super.forget(framework);
                                deaf |= !listeners.isEmpty();
                            }

                            @Override
                            void watch(FrameworkId framework, TaskLauncher.Listener listener) {
                                super.watch(framework, listener);
                                deaf = false;
                            }

                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                if (!deaf) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "tells what was on its way to whom it has forgotten",
                        "TL25_forget_ends",
                        "after forget had returned, its framework was told",
                        (real, scene) -> new Several(real, scene) {
                            @Override
                            void forget(FrameworkId framework) {
                                TaskLauncher.Listener listener = listeners.get(framework);
                                super.forget(framework);
                                toldTasks.stream()
                                        .filter(event ->
                                                event.task().framework().equals(framework))
                                        .findFirst()
                                        .ifPresent(event -> later(LATER, () -> listener.taskChanged(event)));
                            }
                        }),
                backend(
                        "stops the tasks of whom it forgets",
                        "TL25_forget_leaves",
                        "and its task was ended",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void forget(FrameworkId framework) {
                                scene.cluster.memory.liveTasks().stream()
                                        .filter(task -> task.framework().equals(framework))
                                        .forEach(task -> super.stop(framework, task.launch(), "forgotten"));
                                super.forget(framework);
                            }
                        }),
                backend(
                        "gives away what the tasks of a forgotten framework use",
                        "TL25_forget_leaves",
                        "is not held on its agent",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<FrameworkId> forgotten = new LinkedHashSet<>();

                            @Override
                            void forget(FrameworkId framework) {
                                super.forget(framework);
                                forgotten.add(framework);
                                toldInventory.stream()
                                        .filter(AgentSeen.class::isInstance)
                                        .findFirst()
                                        .ifPresent(event -> later(LATER, () -> tell(event, inventoryListener)));
                            }

                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(
                                        event instanceof AgentSeen seen && !forgotten.isEmpty()
                                                ? new AgentSeen(seen.agent().toBuilder()
                                                        .holdings(List.of())
                                                        .build())
                                                : event,
                                        to);
                            }
                        }),
                backend(
                        "leaves those waiting whom it forgets",
                        "TL25_forget_completes",
                        "a framework was forgotten while a launch had no answer",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void forget(FrameworkId framework) {
                                if (!scene.cluster.silent) {
                                    super.forget(framework);
                                }
                            }
                        }),
                backend(
                        "tells of a task once, to whoever watches",
                        "TL25_forget_and_watch",
                        "and after its watch began it was told",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<Object> told = new LinkedHashSet<>();

                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                if (told.add(List.of(event.task(), event.phase()))) {
                                    super.tell(event, to);
                                }
                            }
                        }));
    }
}
