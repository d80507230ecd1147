package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;
import static dev.isthmus.testkit.contract.backend.Broken.provider;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.backend.Broken.WrappedProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers and backends, each with one thing made wrong. */
final class BrokenBackends {

    private BrokenBackends() {}

    static Stream<Broken> all() {
        return Stream.of(providers(), openings(), settings(), masters(), backends())
                .flatMap(List::stream);
    }

    private static List<Broken> providers() {
        return List.of(
                provider(
                        "belongs to one thread",
                        "PR02_",
                        "on another thread threw",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public String name() {
                                WrappedBackend.throwOnOtherThreads();
                                return super.name();
                            }
                        }),
                provider(
                        "waits to say whether it is available",
                        "PR03_",
                        "did not return within",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public Optional<String> unavailableReason(Settings settings) {
                                if (scene.cluster.silent) {
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }
                                return Optional.empty();
                            }
                        }),
                provider(
                        "asks whether it is available",
                        "PR03_",
                        "made 1 calls",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public Optional<String> unavailableReason(Settings settings) {
                                scene.cluster.calls++;
                                return Optional.empty();
                            }
                        }),
                provider(
                        "has a name nobody can set",
                        "PR05_",
                        "want lower case letters",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public String name() {
                                return "In Memory";
                            }
                        }),
                provider(
                        "changes its priority", "PR05_", "and then", (real, scene) -> new WrappedProvider(real, scene) {
                            private final AtomicInteger priority = new AtomicInteger();

                            @Override
                            public int priority() {
                                return priority.incrementAndGet();
                            }
                        }),
                provider(
                                "declares a setting twice",
                                "PR05_",
                                "want each name once",
                                (real, scene) -> new WrappedProvider(real, scene) {
                                    @Override
                                    public List<Setting<?>> settings() {
                                        return List.of(senseless(), senseless());
                                    }

                                    @Override
                                    public Backend open(BackendContext context) {
                                        if (scene.cluster.refusesSettings) {
                                            throw new InvalidSettingException(
                                                    "ISTHMUS_SENSELESS: no", new IllegalArgumentException());
                                        }
                                        return super.open(context);
                                    }
                                })
                        .with(BackendFeature.SETTINGS));
    }

    private static List<Broken> openings() {
        return List.of(
                provider(
                        "asks when it is opened",
                        "BP01_opening_asks",
                        "opening made 1 calls",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public Backend open(BackendContext context) {
                                scene.cluster.calls++;
                                return super.open(context);
                            }
                        }),
                provider(
                        "has to reach the backend to be opened",
                        "BP01_opening_succeeds",
                        "where the backend cannot be reached",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public Backend open(BackendContext context) {
                                if (scene.cluster.lost) {
                                    throw new IllegalStateException("no contact");
                                }
                                return super.open(context);
                            }
                        }));
    }

    private static List<Broken> settings() {
        return List.of(
                provider(
                        "has settings though it says it has none",
                        "BP04_",
                        "the provider declares settings, though",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public List<Setting<?>> settings() {
                                return List.of(senseless());
                            }
                        }),
                provider(
                        "opens on nothing",
                        "BP04_opening_on_null",
                        "opening null was accepted",
                        (real, scene) -> new WrappedProvider(real, scene) {
                            @Override
                            public Backend open(BackendContext context) {
                                return super.open(
                                        context == null
                                                ? new BackendContext(
                                                        Settings.none(), scene.clock, scene.clock.scheduler())
                                                : context);
                            }
                        }),
                provider(
                                "passes over a senseless setting",
                                "BP04_",
                                "was opened though ISTHMUS_SENSELESS",
                                WrappedProvider::new)
                        .with(BackendFeature.SETTINGS),
                backend("does not name the setting", "BP04_", "does not name ISTHMUS_SENSELESS", (real, scene) -> {
                            if (scene.cluster.refusesSettings) {
                                throw new InvalidSettingException("no", new IllegalArgumentException());
                            }
                            return new WrappedBackend(real, scene);
                        })
                        .with(BackendFeature.SETTINGS),
                backend(
                                "fails at a senseless setting",
                                "BP04_",
                                "threw java.lang.NullPointerException",
                                (real, scene) -> {
                                    if (scene.cluster.refusesSettings) {
                                        throw new NullPointerException("ISTHMUS_SENSELESS");
                                    }
                                    return new WrappedBackend(real, scene);
                                })
                        .with(BackendFeature.SETTINGS));
    }

    private static List<Broken> masters() {
        AtomicInteger answers = new AtomicInteger();
        MasterMeaning anything = new MasterMeaning.Cluster(Map.of());
        return List.of(
                meaning(
                        "cannot read an odd master",
                        "BP07_masters_every_text",
                        "was answered by java",
                        (real, scene, master) -> {
                            if (master.equals("%zz")) {
                                throw new IllegalArgumentException("URI");
                            }
                            return real.meaningOf(master);
                        }),
                meaning(
                        "says nothing of an empty master",
                        "BP07_masters_every_text",
                        "answered by null",
                        (real, scene, master) -> master.isEmpty() ? null : real.meaningOf(master)),
                meaning("changes what a master means", "BP07_masters_every_text", "and then", (real, scene, master) -> {
                    return master.equals("local")
                            ? real.meaningOf(master)
                            : new MasterMeaning.Foreign("want number " + answers.incrementAndGet(), Optional.empty());
                }),
                meaning(
                        "names a setting it has not",
                        "BP07_masters_every_text",
                        "does not declare",
                        (real, scene, master) -> master.equals("local")
                                ? real.meaningOf(master)
                                : new MasterMeaning.Foreign("want local", Optional.of(senseless()))),
                meaning(
                        "looks whether a master is there",
                        "BP07_masters_are_answered",
                        "made 1 calls",
                        (real, scene, master) -> {
                            if (master.equals("local")) {
                                scene.cluster.calls = 1;
                            }
                            return real.meaningOf(master);
                        }),
                meaning(
                        "takes any master",
                        "BP07_masters_of_others",
                        "want it to be none",
                        (real, scene, master) -> anything),
                meaning(
                        "repeats a master's password",
                        "BP07_masters_of_others",
                        "repeats its password",
                        (real, scene, master) -> master.equals("local")
                                ? real.meaningOf(master)
                                : new MasterMeaning.Foreign("want local, not " + master + "!", Optional.empty())),
                meaning(
                        "does not know its own master",
                        "BP07_masters_of_this_cluster_open_it",
                        "names this cluster",
                        (real, scene, master) -> master.equals("local")
                                ? new MasterMeaning.Mistake("want memory")
                                : real.meaningOf(master)));
    }

    @FunctionalInterface
    private interface Meaning {
        @Nullable
        MasterMeaning of(BackendProvider real, Scene scene, String master);
    }

    private static Broken meaning(String words, String test, String explanation, Meaning meaning) {
        return provider(words, test, explanation, (real, scene) -> new WrappedProvider(real, scene) {
            @Override
            public MasterMeaning meaningOf(String master) {
                return meaning.of(real, scene, master);
            }
        });
    }

    private static List<Broken> backends() {
        return List.of(
                backend(
                        "changes its mind about agents",
                        "BP08_",
                        "once and once not",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private int asked;

                            @Override
                            public AgentSuitability suitability() {
                                return framework -> agent -> asked++ % 3 == 0;
                            }
                        }),
                backend(
                        "makes its parts anew",
                        "BP02_",
                        "want the same objects",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public OfferSource offers() {
                                OfferSource one = super.offers();
                                return new OfferSource() {
                                    @Override
                                    public void start(Listener listener) {
                                        one.start(listener);
                                    }

                                    @Override
                                    public void lookAgain(AgentId agent) {
                                        one.lookAgain(agent);
                                    }

                                    @Override
                                    public void close() {
                                        one.close();
                                    }
                                };
                            }
                        }),
                backend(
                        "leaves its launcher open",
                        "BP03_close_closes",
                        "watching tasks of a closed backend was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public void close() {
                                real.offers().close();
                            }
                        }),
                backend(
                        "shuts the scheduler down",
                        "BP03_close_leaves",
                        "closing shut down the scheduler",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public void close() {
                                super.close();
                                if (scene.opened.stream().allMatch(other -> other.closed)) {
                                    scene.clock.scheduler().shutdownNow();
                                }
                            }
                        }),
                backend(
                        "counts though it says it does not",
                        "BP05_",
                        "calls are counted, though",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public Map<String, Long> callCounts() {
                                return Map.of("Look", 1L);
                            }
                        }),
                backend("does not count", "BP05_", "no call was counted", WrappedBackend::new)
                        .with(BackendFeature.CALL_COUNTS),
                backend(
                        "closes the others too",
                        "BP06_",
                        "came after another backend had been closed",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public void close() {
                                scene.opened.forEach(other -> other.real.close());
                            }
                        }));
    }

    private static Setting<Optional<String>> senseless() {
        return Setting.optionalText("ISTHMUS_SENSELESS", "Makes no sense.");
    }
}
