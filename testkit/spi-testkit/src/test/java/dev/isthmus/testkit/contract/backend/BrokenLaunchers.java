package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.InventoryEvent.AgentSeen;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Launched;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchOutcome.Unknown;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.api.launch.TaskPhase.Running;
import dev.isthmus.testkit.contract.Threads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Task launchers, each with one thing about launching made wrong. */
final class BrokenLaunchers {

    private static final Duration LATER = Duration.ofSeconds(30);

    private BrokenLaunchers() {}

    static Stream<Broken> all() {
        return Stream.of(facts(), exceptions(), close(), windows(), recovery(), launches())
                .flatMap(List::stream);
    }

    private static List<Broken> facts() {
        return List.of(
                backend(
                        "launches elsewhere",
                        "TL01_",
                        "never listed it on that agent",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(
                                        event instanceof AgentSeen seen
                                                ? new AgentSeen(seen.agent().toBuilder()
                                                        .holdings(List.of())
                                                        .build())
                                                : event,
                                        to);
                            }
                        }),
                backend(
                        "tells within a call",
                        "TL02_threads_nothing",
                        "within a call",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                if (!toldTasks.isEmpty()) {
                                    taskListener.taskChanged(toldTasks.get(toldTasks.size() - 1));
                                }
                                return super.list(framework);
                            }
                        }),
                backend(
                        "tells on two threads",
                        "TL02_threads_events",
                        "while another was being taken",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                if (event.phase() instanceof Running) {
                                    Threads.both(() -> super.tell(event, to), () -> to.taskChanged(event));
                                } else {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "belongs to one thread",
                        "TL02_threads_methods",
                        "on another thread threw",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                throwOnOtherThreads();
                                return super.launch(launch);
                            }
                        }),
                backend(
                        "waits for the answer",
                        "TL03_",
                        "launch did not return",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                waitIfSilent();
                                return super.launch(launch);
                            }
                        }),
                backend(
                        "waits for the list",
                        "TL03_",
                        "list did not return",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                waitIfSilent();
                                return super.list(framework);
                            }
                        }));
    }

    private static List<Broken> exceptions() {
        return List.of(
                backend(
                        "watches a framework twice",
                        "TL04_exceptions_watching_twice",
                        "was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<FrameworkId> watched = new HashSet<>();

                            @Override
                            void watch(FrameworkId framework, TaskLauncher.Listener listener) {
                                if (closed || listener == null || watched.add(framework)) {
                                    super.watch(framework, listener);
                                }
                            }

                            @Override
                            void forget(FrameworkId framework) {
                                super.forget(framework);
                                watched.remove(framework);
                            }
                        }),
                backend(
                        "stops for no reason",
                        "TL04_exceptions_null",
                        "stopping without a reason was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
                                return super.stop(framework, launch, String.valueOf(reason));
                            }
                        }),
                backend(
                        "lists before any watch",
                        "TL04_exceptions_use_without",
                        "listing before any watch was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
                                return taskListener == null
                                        ? CompletableFuture.completedStage(List.of())
                                        : super.list(framework);
                            }
                        }),
                backend(
                        "launches after close",
                        "TL04_exceptions_use_after",
                        "launching after close was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                return closed
                                        ? CompletableFuture.completedStage(new Unknown("closed"))
                                        : super.launch(launch);
                            }
                        }),
                backend(
                        "fails with an exception",
                        "TL04_exceptions_no_stage",
                        "completed with an exception",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                return scene.cluster.lost
                                        ? CompletableFuture.failedStage(new IllegalStateException("no contact"))
                                        : super.launch(launch);
                            }
                        }));
    }

    private static List<Broken> close() {
        return List.of(
                backend(
                        "tells after close",
                        "TL05_close_nothing",
                        "after close had returned",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void closeLauncher() {
                                super.closeLauncher();
                                if (!toldTasks.isEmpty()) {
                                    scene.clock.after(LATER, () -> taskListener.taskChanged(toldTasks.get(0)));
                                }
                            }
                        }),
                backend(
                        "leaves askers waiting",
                        "TL05_close_launches",
                        "while a launch had no answer",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                return scene.cluster.silent ? new CompletableFuture<>() : super.launch(launch);
                            }
                        }),
                backend(
                        "stops tasks when it is closed",
                        "TL05_close_tasks",
                        "the task it had started was ended",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public void close() {
                                super.close();
                                scene.clock.after(
                                        LATER,
                                        () -> scene.cluster
                                                .memory
                                                .liveTasks()
                                                .forEach(task -> scene.cluster.memory.exit(task, 143)));
                            }
                        }));
    }

    private static List<Broken> windows() {
        return List.of(
                window(
                        "says that a task shows sooner than it does",
                        "was not told of within the window",
                        real -> LATER),
                backend(
                        "does not look any more once it has recovered",
                        "TL21_window_what_shows_late",
                        "was not told of within the window",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<LaunchId> own = new HashSet<>();
                            private boolean recovered;

                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                own.add(launch.task().launch());
                                return super.launch(launch);
                            }

                            @Override
                            void tellRecovered(TaskLauncher.Listener listener) {
                                recovered = true;
                                super.tellRecovered(listener);
                            }

                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener listener) {
                                if (!recovered || own.contains(event.task().launch())) {
                                    super.tell(event, listener);
                                }
                            }
                        }),
                window("waits though nothing shows late", "whatever was started shows at once", real -> real)
                        .without(BackendFeature.SHOWS_LATE),
                backend(
                        "has a window only once it is started",
                        "TL21_window_is_the_same",
                        "want the same each time",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            Duration consistencyWindow() {
                                return taskListener == null ? Duration.ZERO : super.consistencyWindow();
                            }
                        }),
                backend(
                                "has a negative window",
                                "TL21_window_is_the_same",
                                "zero or more",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    Duration consistencyWindow() {
                                        return super.consistencyWindow().negated();
                                    }
                                })
                        .alsoBreaking("TL21_window_what_shows_late"));
    }

    private static Broken window(String words, String explanation, UnaryOperator<Duration> answer) {
        return backend(
                words, "TL21_window_what_shows_late", explanation, (real, scene) -> new WrappedBackend(real, scene) {
                    @Override
                    Duration consistencyWindow() {
                        return answer.apply(super.consistencyWindow());
                    }
                });
    }

    private static List<Broken> recovery() {
        return List.of(
                backend(
                                "recovers first and looks then",
                                "TL06_recovery_live",
                                "told before recovered() was []",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    void watch(FrameworkId framework, TaskLauncher.Listener listener) {
                                        scene.clock.after(Duration.ZERO, listener::recovered);
                                        super.watch(framework, listener);
                                    }

                                    @Override
                                    void tellRecovered(TaskLauncher.Listener listener) {
                                        // It was told before.
                                    }
                                })
                        .alsoBreaking("TL06_recovery_ended"),
                backend(
                        "recovers at each look",
                        "TL06_recovery_live",
                        "recovered() was called 2 times",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tellRecovered(TaskLauncher.Listener listener) {
                                super.tellRecovered(listener);
                                later(LATER, listener::recovered);
                            }
                        }),
                backend(
                                "remembers though it says it does not",
                                "TL06_recovery_ended",
                                "is said not to remember",
                                WrappedBackend::new)
                        .without(BackendFeature.REMEMBERS_ENDED),
                backend(
                                "forgets its tasks",
                                "TL06_recovery_live",
                                "a task of an earlier process runs, and told before",
                                Forgetful::new)
                        .alsoBreaking("TL06_recovery_ended", "TL14_stop_the_reason", "TL21_window_what_shows_late"));
    }

    /** Tells of what it launched itself only. */
    private static final class Forgetful extends WrappedBackend {
        private final Set<LaunchId> launched = new HashSet<>();

        Forgetful(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launch(Launch launch) {
            launched.add(launch.task().launch());
            return super.launch(launch);
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            if (launched.contains(event.task().launch())) {
                super.tell(event, to);
            }
        }
    }

    private static List<Broken> launches() {
        return List.of(
                backend(
                        "starts twice",
                        "TL07_once_asking_twice",
                        "and 2 tasks were started",
                        (real, scene) -> new Asked(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> again(
                                    Launch launch, CompletionStage<LaunchOutcome> outcome) {
                                if (scene.cluster.startedAgain.isEmpty()) {
                                    scene.cluster.startedAgain.add(launch.task().launch());
                                }
                                return outcome;
                            }
                        }),
                backend(
                        "starts again after a restart",
                        "TL07_once_asking_again",
                        "after a restart, and 2 tasks were started",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                if (number > 0
                                        && scene.cluster
                                                .started()
                                                .contains(launch.task().launch())) {
                                    scene.cluster.startedAgain.add(launch.task().launch());
                                }
                                return super.launch(launch);
                            }
                        }),
                backend("answers once only", "TL08_", "and as Optional.empty", (real, scene) -> new Asked(real, scene) {
                    @Override
                    CompletionStage<LaunchOutcome> again(Launch launch, CompletionStage<LaunchOutcome> outcome) {
                        return new CompletableFuture<>();
                    }
                }),
                backend(
                        "refuses who asks again",
                        "TL08_",
                        "and as Optional[Refused",
                        (real, scene) -> new Asked(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> again(
                                    Launch launch, CompletionStage<LaunchOutcome> outcome) {
                                return CompletableFuture.completedStage(
                                        new Refused(LaunchOutcome.Refusal.INVALID, "known"));
                            }
                        }),
                outcomes(
                        "gives no id",
                        "TL08_",
                        "want it launched, with an id",
                        outcome -> outcome instanceof Launched ? new Launched("") : outcome),
                outcomes(
                        "takes more than there is",
                        "TL09_refused_where_there_is_no_room",
                        "came out as Optional[Launched",
                        outcome -> is(outcome, LaunchOutcome.Refusal.RESOURCES) ? new Launched("x") : outcome),
                outcomes(
                        "launches on agents that are gone",
                        "TL09_refused_where_the_agent_is_gone",
                        "came out as Optional[Launched",
                        outcome -> is(outcome, LaunchOutcome.Refusal.AGENT_GONE) ? new Launched("x") : outcome),
                outcomes(
                        "takes a lost connection for a lack of room",
                        "TL09_refused_where_the_agent_is_disc",
                        "Refused[refusal=RESOURCES",
                        outcome -> is(outcome, LaunchOutcome.Refusal.AGENT_DISCONNECTED)
                                ? new Refused(LaunchOutcome.Refusal.RESOURCES, "no")
                                : outcome),
                outcomes(
                        "refuses drained agents without a word",
                        "TL09_refused_where_the_agent_is_drain",
                        "in words",
                        outcome -> is(outcome, LaunchOutcome.Refusal.AGENT_DRAINING)
                                ? new Refused(LaunchOutcome.Refusal.AGENT_DRAINING, "")
                                : outcome),
                backend(
                                "drops images",
                                "TL09_refused_what",
                                "names an image, and came out as Optional[Launched",
                                WrappedBackend::new)
                        .without(BackendFeature.IMAGES),
                backend(
                        "tells of what was refused",
                        "TL09_refused_where_there_is_no_room",
                        "was refused, and yet started, or told of",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            CompletionStage<LaunchOutcome> launch(Launch launch) {
                                return super.launch(launch).thenApply(outcome -> {
                                    if (is(outcome, LaunchOutcome.Refusal.RESOURCES)) {
                                        later(
                                                LATER,
                                                () -> taskListener.taskChanged(new TaskEvent(
                                                        launch.task(),
                                                        new TaskPhase.Staging(),
                                                        scene.clock.instant())));
                                    }
                                    return outcome;
                                });
                            }
                        }),
                backend(
                                "never settles",
                                "TL10_unknown_is_settled_by",
                                "its task runs, and that was not told",
                                (real, scene) -> new Unsettled(real, scene))
                        .alsoBreaking("TL10_unknown_is_settled_where"),
                backend(
                        "settles in other words",
                        "TL10_unknown_is_settled_where",
                        "Ended[ending=UNEXPLAINED",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(TaskEvent event, TaskLauncher.Listener to) {
                                boolean never =
                                        event.phase() instanceof Ended ended && ended.ending() == Ending.NOT_LAUNCHED;
                                super.tell(
                                        never
                                                ? new TaskEvent(
                                                        event.task(),
                                                        new Ended(Ending.UNEXPLAINED, OptionalInt.empty(), false, ""),
                                                        event.at())
                                                : event,
                                        to);
                            }
                        }),
                backend(
                                "loses answers though it says it cannot",
                                "TL10_unknown_is_settled_by",
                                "losing an answer is not declared, and yet",
                                WrappedBackend::new)
                        .without(BackendFeature.LOST_ANSWERS)
                        .alsoBreaking("TL10_unknown_is_settled_where"));
    }

    /** Tells nothing of launches whose outcome is unknown. */
    private static final class Unsettled extends WrappedBackend {
        private final Set<LaunchId> unknown = new HashSet<>();

        Unsettled(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launch(Launch launch) {
            return super.launch(launch).thenApply(outcome -> {
                if (outcome instanceof Unknown) {
                    unknown.add(launch.task().launch());
                }
                return outcome;
            });
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            if (!unknown.contains(event.task().launch())) {
                super.tell(event, to);
            }
        }
    }

    /** Does something else when a launch is asked for again. */
    private abstract static class Asked extends WrappedBackend {
        private final Set<LaunchId> asked = new HashSet<>();

        Asked(Backend real, Scene scene) {
            super(real, scene);
        }

        abstract CompletionStage<LaunchOutcome> again(Launch launch, CompletionStage<LaunchOutcome> outcome);

        @Override
        CompletionStage<LaunchOutcome> launch(Launch launch) {
            CompletionStage<LaunchOutcome> outcome = super.launch(launch);
            return asked.add(launch.task().launch()) ? outcome : again(launch, outcome);
        }
    }

    private static Broken outcomes(String words, String test, String explanation, UnaryOperator<LaunchOutcome> wrong) {
        return backend(words, test, explanation, (real, scene) -> new WrappedBackend(real, scene) {
            @Override
            CompletionStage<LaunchOutcome> launch(Launch launch) {
                return super.launch(launch).thenApply(wrong);
            }
        });
    }

    private static boolean is(LaunchOutcome outcome, LaunchOutcome.Refusal refusal) {
        return outcome instanceof Refused refused && refused.refusal() == refusal;
    }
}
