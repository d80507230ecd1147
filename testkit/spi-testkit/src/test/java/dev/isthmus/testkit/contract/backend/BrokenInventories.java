package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.backend.Broken.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.InventoryEvent.AgentGone;
import dev.isthmus.api.inventory.InventoryEvent.AgentSeen;
import dev.isthmus.api.inventory.InventoryEvent.Complete;
import dev.isthmus.api.inventory.InventoryEvent.ContactLost;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.testkit.contract.Threads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Offer sources, each with one thing made wrong. */
final class BrokenInventories {

    private static final Duration LATER = Duration.ofSeconds(30);
    private static final AgentId NOBODY = new AgentId("nobody");

    private BrokenInventories() {}

    static Stream<Broken> all() {
        return Stream.of(facts(), start(), greetings(), changes(), contact(), resources())
                .flatMap(List::stream);
    }

    private static List<Broken> facts() {
        return List.of(
                backend(
                        "offers what cannot be launched on",
                        "OS01_",
                        "and a launch on it",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (event instanceof AgentSeen seen && toldInventory.size() == 1) {
                                    Agent phantom = Agent.builder(
                                                    new AgentId("phantom"),
                                                    seen.agent().total())
                                            .build();
                                    to.inventoryChanged(new AgentSeen(phantom));
                                }
                            }
                        }),
                backend(
                        "tells within a call",
                        "OS02_threads_nothing",
                        "within a call",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void lookAgain(AgentId agent) {
                                toldInventory.stream()
                                        .filter(event -> event instanceof AgentSeen seen
                                                && seen.agent().id().equals(agent))
                                        .findFirst()
                                        .ifPresent(event -> inventoryListener.inventoryChanged(event));
                            }
                        }),
                backend(
                        "tells on two threads",
                        "OS02_threads_events",
                        "while another was being taken",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (event instanceof Complete && !toldInventory.isEmpty()) {
                                    InventoryEvent last = toldInventory.get(toldInventory.size() - 1);
                                    Threads.both(() -> super.tell(event, to), () -> to.inventoryChanged(last));
                                } else {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "belongs to one thread",
                        "OS02_threads_methods",
                        "on another thread threw",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void lookAgain(AgentId agent) {
                                throwOnOtherThreads();
                                super.lookAgain(agent);
                            }
                        }),
                backend(
                        "waits at the start",
                        "OS03_",
                        "start did not return",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void startOffers(OfferSource.Listener listener) {
                                waitIfSilent();
                                super.startOffers(listener);
                            }
                        }),
                backend(
                        "waits for a look",
                        "OS03_",
                        "lookAgain did not return",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void lookAgain(AgentId agent) {
                                waitIfSilent();
                                super.lookAgain(agent);
                            }
                        }),
                backend(
                        "waits when it is closed",
                        "OS03_",
                        "close did not return",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void closeOffers() {
                                waitIfSilent();
                                super.closeOffers();
                            }
                        }),
                backend(
                        "starts twice",
                        "OS04_exceptions_starting_twice",
                        "was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void startOffers(OfferSource.Listener listener) {
                                if (inventoryListener == null) {
                                    super.startOffers(listener);
                                }
                            }
                        }),
                backend(
                        "starts after close",
                        "OS04_exceptions_starting_after",
                        "was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void startOffers(OfferSource.Listener listener) {
                                if (!closed) {
                                    super.startOffers(listener);
                                }
                            }
                        }),
                backend(
                        "starts without a listener",
                        "OS04_exceptions_null",
                        "starting without a listener was accepted",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void startOffers(OfferSource.Listener listener) {
                                if (listener != null) {
                                    super.startOffers(listener);
                                }
                            }
                        }),
                backend(
                                "loses contact though it says that it cannot",
                                "OS10_contact_that_cannot",
                                "does not declare LOSES_CONTACT",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    void startOffers(OfferSource.Listener listener) {
                                        super.startOffers(listener);
                                        later(
                                                LATER,
                                                () -> listener.inventoryChanged(new ContactLost(new BackendFailure(
                                                        BackendFailure.Category.TRANSIENT, "a cable after all"))));
                                    }
                                })
                        .without(BackendFeature.LOSES_CONTACT),
                backend(
                        "throws at a hint",
                        "OS04_exceptions_looking",
                        "lookAgain before the start threw",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void lookAgain(AgentId agent) {
                                if (inventoryListener == null) {
                                    throw new IllegalStateException("not started");
                                }
                                super.lookAgain(agent);
                            }
                        }),
                backend(
                        "tells after close",
                        "OS05_close_nothing",
                        "after close had returned",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void closeOffers() {
                                super.closeOffers();
                                if (inventoryListener != null) {
                                    scene.clock.after(LATER, () -> inventoryListener.inventoryChanged(new Complete()));
                                }
                            }
                        }),
                backend(
                        "closes once only",
                        "OS05_close_again",
                        "closing again threw",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void closeOffers() {
                                if (closed) {
                                    throw new IllegalStateException("closed");
                                }
                                super.closeOffers();
                            }
                        }));
    }

    private static List<Broken> start() {
        return List.of(
                backend(
                        "says that it is complete first",
                        "OS07_complete_comes",
                        "Complete was told before agent",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (toldInventory.isEmpty() && !(event instanceof ContactLost)) {
                                    super.tell(new Complete(), to);
                                }
                                if (!(event instanceof Complete) || wasLost()) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "says twice that it is complete",
                        "OS07_complete_comes",
                        "Complete was told 2 times",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (event instanceof Complete && !isComplete() && !wasLost()) {
                                    later(LATER, () -> to.inventoryChanged(event));
                                }
                                super.tell(event, to);
                            }
                        }),
                backend(
                        "never says that it is complete",
                        "OS07_complete_comes",
                        "Complete was not told within",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (!(event instanceof Complete) || wasLost()) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "is silent about an empty cluster",
                        "OS07_complete_is_told",
                        "the cluster is empty, and Complete was not",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (!(event instanceof Complete) || !toldInventory.isEmpty()) {
                                    super.tell(event, to);
                                }
                            }
                        }));
    }

    private static List<Broken> greetings() {
        return List.of(
                backend(
                        "says with each agent that the backend answers",
                        "OS10_contact_made_early",
                        "at most once",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (event instanceof AgentSeen && !isComplete()) {
                                    to.reached();
                                }
                                super.tell(event, to);
                            }
                        }),
                backend(
                        "says that the backend answers when all has been read",
                        "OS10_contact_made_early",
                        "never after Complete",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (event instanceof Complete && !wasLost()) {
                                    to.reached();
                                }
                            }
                        }));
    }

    private static List<Broken> changes() {
        return List.of(
                backend(
                        "looks for agents once only",
                        "OS08_changes_an_agent",
                        "came and was not told of",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private final Set<AgentId> known = new HashSet<>();

                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                boolean late = event instanceof AgentSeen seen
                                        && isComplete()
                                        && !wasLost()
                                        && !known.contains(seen.agent().id());
                                if (!late) {
                                    if (event instanceof AgentSeen seen) {
                                        known.add(seen.agent().id());
                                    }
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                                "does not look at connections",
                                "OS08_changes_a_lost",
                                "is DISCONNECTED, and was not told to be",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    void tell(InventoryEvent event, OfferSource.Listener to) {
                                        if (!isState(event, AgentState.DISCONNECTED)) {
                                            super.tell(event, to);
                                        }
                                    }
                                })
                        .alsoBreaking("OS11_", "OS12_"),
                backend(
                                "does not look at draining",
                                "OS08_changes_draining",
                                "is DRAINING, and was not told to be",
                                (real, scene) -> new WrappedBackend(real, scene) {
                                    @Override
                                    void tell(InventoryEvent event, OfferSource.Listener to) {
                                        if (!isState(event, AgentState.DRAINING)) {
                                            super.tell(event, to);
                                        }
                                    }
                                })
                        .alsoBreaking("OS15_an_agent"),
                backend(
                                "drains though it says it cannot",
                                "OS08_changes_draining",
                                "draining is not declared, and yet",
                                WrappedBackend::new)
                        .without(BackendFeature.DRAINING),
                backend(
                        "does not drain when it is asked to",
                        "OS15_an_agent",
                        "is DRAINING, and was not told to be",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void drain(AgentId agent) {
                                // The wish is dropped.
                            }
                        }),
                backend(
                        "never activates what was drained",
                        "OS15_an_agent",
                        "is READY, and was not told to be",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void activate(AgentId agent) {
                                // The wish is dropped.
                            }
                        }),
                backend(
                                "drains when it is asked to though it says that it does not",
                                "OS15_an_agent",
                                "was drained when that was asked for",
                                WrappedBackend::new)
                        .without(BackendFeature.DRAINS),
                backend(
                        "throws for an agent to be drained that nobody knows",
                        "OS15_draining",
                        "drain of an unknown agent threw",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void drain(AgentId agent) {
                                if (agent.equals(NOBODY)) {
                                    throw new IllegalArgumentException("there is no agent " + agent);
                                }
                                super.drain(agent);
                            }
                        }),
                backend(
                        "tells twice who is gone",
                        "OS09_",
                        "was told to be gone 2 times",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (event instanceof AgentGone) {
                                    later(LATER, () -> to.inventoryChanged(event));
                                }
                            }
                        }),
                backend(
                        "sees who is gone",
                        "OS09_",
                        "told to be gone and then seen again",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (event instanceof AgentGone) {
                                    later(LATER, () -> to.inventoryChanged(toldInventory.get(0)));
                                }
                            }
                        }),
                backend(
                        "gives no reason",
                        "OS09_",
                        "want its id and a reason",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(
                                        event instanceof AgentGone gone ? new AgentGone(gone.agent(), " ") : event, to);
                            }
                        }),
                backend(
                        "forgets who is gone",
                        "OS09_",
                        "was not told to be gone within",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (!(event instanceof AgentGone) || wasLost()) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "ignores hints",
                        "OS11_looking_again_shows",
                        "it told nothing of it",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (isComplete()) {
                                    later(LATER, () -> super.tell(event, to));
                                } else {
                                    super.tell(event, to);
                                }
                            }

                            @Override
                            void lookAgain(AgentId agent) {
                                // The hint is dropped.
                            }
                        }),
                backend(
                        "tells whom nobody knows to be gone",
                        "OS11_looking_again_at",
                        "AgentGone[agent=nobody",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void lookAgain(AgentId agent) {
                                super.lookAgain(agent);
                                if (agent.equals(NOBODY) && isComplete()) {
                                    later(
                                            LATER,
                                            () -> inventoryListener.inventoryChanged(
                                                    new AgentGone(agent, "not found")));
                                }
                            }
                        }),
                backend(
                        "tells old news",
                        "OS12_",
                        "and was told to be [READY, DISCONNECTED, READY, DISCONNECTED",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(event, to);
                                if (isState(event, AgentState.DISCONNECTED)) {
                                    later(Duration.ofMinutes(2), () -> to.inventoryChanged(event));
                                }
                            }
                        }));
    }

    private static List<Broken> contact() {
        return List.of(
                backend(
                        "hides that contact is lost",
                        "OS10_",
                        "ContactLost was not told within",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (!(event instanceof ContactLost)) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "loses contact without a word",
                        "OS10_contact_that_cannot",
                        "has no message",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                super.tell(
                                        event instanceof ContactLost lost
                                                ? new ContactLost(new BackendFailure(
                                                        lost.failure().category(), ""))
                                                : event,
                                        to);
                            }
                        }),
                backend(
                        "does not say that contact is back",
                        "OS10_contact_that_is_back",
                        "contact is back, and Complete was not told",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (!(event instanceof Complete) || !wasLost()) {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "says too early that all has been told again",
                        "OS10_contact_that_is_back",
                        "was not told of before Complete",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (wasLost() && event instanceof AgentSeen) {
                                    later(LATER, () -> super.tell(event, to));
                                } else {
                                    super.tell(event, to);
                                }
                            }
                        }));
    }

    private static List<Broken> resources() {
        return List.of(
                backend(
                        "offers what is held",
                        "OS06_free_does",
                        "is listed among the holdings, and free is",
                        (real, scene) -> new Changed(
                                real,
                                scene,
                                agent -> agent.toBuilder().free(agent.total()).build())),
                backend(
                        "gives back too little",
                        "OS06_free_is_whole",
                        "before a task ran and ended, and is",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            private boolean held;

                            @Override
                            void tell(InventoryEvent event, OfferSource.Listener to) {
                                if (event instanceof AgentSeen seen) {
                                    Agent agent = seen.agent();
                                    held |= !agent.holdings().isEmpty();
                                    Resources free = held && agent.holdings().isEmpty()
                                            ? agent.free().minus(cpu(64))
                                            : agent.free();
                                    super.tell(
                                            new AgentSeen(
                                                    agent.toBuilder().free(free).build()),
                                            to);
                                } else {
                                    super.tell(event, to);
                                }
                            }
                        }),
                backend(
                        "speaks another dialect than it says",
                        "OS13_",
                        "and the backend speaks mesos",
                        (real, scene) -> new WrappedBackend(real, scene) {
                            @Override
                            public Dialect dialect() {
                                return Dialect.MESOS;
                            }
                        }),
                backend(
                        "has more free than there is",
                        "OS13_",
                        "is told to have more free",
                        (real, scene) -> new Changed(
                                real,
                                scene,
                                agent -> agent.holdings().isEmpty()
                                        ? agent.toBuilder()
                                                .free(agent.free().plus(cpu(1)))
                                                .build()
                                        : agent)),
                backend(
                        "rounds demands",
                        "OS14_holdings_are",
                        "and the holding says cpus:1",
                        (real, scene) -> new Changed(
                                real,
                                scene,
                                agent -> agent.toBuilder()
                                        .holdings(agent.holdings().stream()
                                                .map(holding -> new Holding(
                                                        holding.launch(),
                                                        Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.of(1))))
                                                .toList())
                                        .build())),
                backend(
                        "forgets what is held when it ends",
                        "OS14_holdings_outlive",
                        "is not listed among the holdings",
                        (real, scene) -> new Own(real, scene, true)),
                backend(
                        "sees its own tasks only",
                        "OS14_holdings_of_other",
                        "a task of another framework runs, and its launch",
                        (real, scene) -> new Own(real, scene, false)));
    }

    /** Tells of each agent otherwise. */
    private static final class Changed extends WrappedBackend {
        private final UnaryOperator<Agent> change;

        Changed(Backend real, Scene scene, UnaryOperator<Agent> change) {
            super(real, scene);
            this.change = change;
        }

        @Override
        void tell(InventoryEvent event, OfferSource.Listener to) {
            super.tell(event instanceof AgentSeen seen ? new AgentSeen(change.apply(seen.agent())) : event, to);
        }
    }

    /** Lists the holdings of its own launches only. */
    private static final class Own extends WrappedBackend {
        private final Set<LaunchId> launched = new HashSet<>();
        private final boolean acrossFrameworks;

        Own(Backend real, Scene scene, boolean acrossFrameworks) {
            super(real, scene);
            this.acrossFrameworks = acrossFrameworks;
        }

        @Override
        CompletionStage<LaunchOutcome> launch(Launch launch) {
            launched.add(launch.task().launch());
            return super.launch(launch);
        }

        private boolean knows(LaunchId launch) {
            return acrossFrameworks
                    ? scene.opened.stream().anyMatch(other -> !other.closed && ((Own) other).launched.contains(launch))
                    : scene.opened.stream()
                            .noneMatch(
                                    other -> other != this && !other.closed && ((Own) other).launched.contains(launch));
        }

        @Override
        void tell(InventoryEvent event, OfferSource.Listener to) {
            if (event instanceof AgentSeen seen) {
                List<Holding> holdings = seen.agent().holdings().stream()
                        .filter(holding -> knows(holding.launch()))
                        .toList();
                super.tell(
                        new AgentSeen(
                                seen.agent().toBuilder().holdings(holdings).build()),
                        to);
            } else {
                super.tell(event, to);
            }
        }
    }

    private static boolean isState(InventoryEvent event, AgentState state) {
        return event instanceof AgentSeen seen && seen.agent().state() == state;
    }

    private static Resources cpu(long units) {
        return Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(units));
    }
}
