package dev.isthmus.simulation.planted;

import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.Happening.InstanceEvent;
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
