package dev.isthmus.simulation.planted;

import dev.isthmus.simulation.happening.EventHappening;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.Happening.InstanceEvent;
import dev.isthmus.simulation.happening.LongAbsence;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** Which scenarios can show a bug. A seed with another one counts as tried, and need not be run. */
enum Family {
    /** All. */
    ANY {
        @Override
        boolean has(WorldScenario scenario) {
            return true;
        }
    },
    /** Tasks are started by StartTask, which has no token, and answers are lost. */
    START_TASK_UNANSWERED {
        @Override
        boolean has(WorldScenario scenario) {
            return scenario.settings().contains(new WorldScenario.Set("ISTHMUS_LAUNCH", "start-task"))
                    && losesAnswers(scenario);
        }
    },
    /** There is a framework more than one. */
    TWO_FRAMEWORKS {
        @Override
        boolean has(WorldScenario scenario) {
            return scenario.frameworks().size() > 1;
        }
    },
    /** An agent loses its connection. */
    AGENT_AWAY {
        @Override
        boolean has(WorldScenario scenario) {
            return anyTo(scenario, EnumSet.of(InstanceEvent.DISCONNECT));
        }
    },
    /** An instance goes. */
    AGENT_GONE {
        @Override
        boolean has(WorldScenario scenario) {
            return anyTo(scenario, EnumSet.of(InstanceEvent.DEREGISTER, InstanceEvent.TERMINATE, InstanceEvent.SPOT));
        }
    },
    /** Nothing can be reached for a while. */
    CUT_OFF {
        @Override
        boolean has(WorldScenario scenario) {
            return any(
                    scenario,
                    what -> what instanceof Happening.Network network
                            && network.weather().cut());
        }
    },
    /** Drivers hear events. */
    HEARS {
        @Override
        boolean has(WorldScenario scenario) {
            return isSet(scenario, "ISTHMUS_EVENTS", "");
        }
    },
    /** Drivers hear events, and for a while their queue does not answer. */
    HEARS_OF_NO_QUEUE {
        @Override
        boolean has(WorldScenario scenario) {
            return HEARS.has(scenario) && befalls(scenario, EventHappening.Kind.QUEUE_REFUSED);
        }
    },
    /** Drivers hear events, and for a while none comes. */
    HEARS_NOTHING {
        @Override
        boolean has(WorldScenario scenario) {
            return HEARS.has(scenario) && befalls(scenario, EventHappening.Kind.RULE_DISABLED);
        }
    },
    /** Drivers hear events of what came about while they were away for long. */
    HEARS_LATE {
        @Override
        boolean has(WorldScenario scenario) {
            return HEARS.has(scenario) && any(scenario, what -> what instanceof LongAbsence);
        }
    },
    /** Drivers offer slots on Fargate, all of which one backend knows. */
    SLOTS {
        @Override
        boolean has(WorldScenario scenario) {
            return isSet(scenario, "ISTHMUS_FARGATE", "") && !TWO_FRAMEWORKS.has(scenario);
        }
    },
    /** The same within a quota. */
    SLOTS_WITHIN_QUOTA {
        @Override
        boolean has(WorldScenario scenario) {
            return isSet(scenario, "ISTHMUS_FARGATE", ";quota=") && !TWO_FRAMEWORKS.has(scenario);
        }
    },
    /** A capacity provider grows. */
    GROWS {
        @Override
        boolean has(WorldScenario scenario) {
            return isSet(scenario, "ISTHMUS_GROWTH", "");
        }
    },
    /** Events and slots. */
    HEARS_OF_SLOTS {
        @Override
        boolean has(WorldScenario scenario) {
            return HEARS.has(scenario) && SLOTS.has(scenario);
        }
    },
    /** An operator has a framework removed. */
    TORN_DOWN {
        @Override
        boolean has(WorldScenario scenario) {
            return any(scenario, what -> what instanceof MasterHappening.TearDown);
        }
    },
    /** An operator sets a weight, and roles may contend. */
    WEIGHED {
        @Override
        boolean has(WorldScenario scenario) {
            return TWO_FRAMEWORKS.has(scenario) && any(scenario, what -> what instanceof MasterHappening.Weigh);
        }
    },
    /** A driver takes over from another that lives. */
    TAKEN_OVER {
        @Override
        boolean has(WorldScenario scenario) {
            return any(
                    scenario, what -> what instanceof Happening.TakeOver || what instanceof Happening.FreezeBeforeCall);
        }
    };

    /** Whether a scenario is one of them. */
    abstract boolean has(WorldScenario scenario);

    private static boolean isSet(WorldScenario scenario, String name, String part) {
        return scenario.settings().stream()
                .anyMatch(set -> set.name().equals(name) && set.value().contains(part));
    }

    private static boolean befalls(WorldScenario scenario, EventHappening.Kind kind) {
        return any(scenario, what -> what instanceof EventHappening event && event.kind() == kind);
    }

    private static boolean anyTo(WorldScenario scenario, Set<InstanceEvent> events) {
        return any(scenario, what -> what instanceof Happening.ToInstance change && events.contains(change.event()));
    }

    private static boolean any(WorldScenario scenario, Predicate<Happening> asked) {
        return scenario.events().stream().anyMatch(event -> asked.test(event.what()));
    }

    private static boolean losesAnswers(WorldScenario scenario) {
        return any(
                        scenario,
                        what -> what instanceof Happening.Network network
                                && network.weather().lostAnswers() > 0)
                || scenario.faults().rules().stream()
                        .anyMatch(rule -> rule.fault().equals(Fault.loseAnswer()));
    }
}
