package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.api.failure.FileProblem;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.fault.RequestCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * A cluster, the faults of its calls, and the events that happen to it.
 *
 * @param config how it is when it starts
 * @param faults what calls meet
 * @param events what happens, in order of time
 */
public record Scenario(FakeEcsConfig config, FaultSchedule faults, List<ClusterEvent.Timed> events) {
    /**
     * Sorts and checks.
     *
     * @throws IllegalArgumentException if a rule or an event names an instance that is not there (by then)
     */
    public Scenario {
        events = events.stream()
                .sorted(Comparator.comparing(ClusterEvent.Timed::at))
                .toList();
        int instances = config.instances().size();
        for (ClusterEvent.Timed timed : events) {
            instances = check(timed, instances);
        }
        for (FaultRule rule : faults.rules()) {
            for (RequestCondition condition : rule.conditions()) {
                check(condition, instances);
            }
        }
    }

    /** How many instances there are after an event. */
    private static int check(ClusterEvent.Timed timed, int instances) {
        return timed.event().match(new ClusterEvent.Cases<>() {
            @Override
            public Integer onInstance(ClusterEvent.OnInstance on) {
                exists(on.instance(), instances);
                return instances;
            }

            @Override
            public Integer spotInterruption(ClusterEvent.SpotInterruption spot) {
                exists(spot.instance(), instances);
                return instances;
            }

            @Override
            public Integer addInstances(ClusterEvent.AddInstances added) {
                return instances + added.count();
            }

            @Override
            public Integer clockJump(ClusterEvent.ClockJump jump) {
                return instances;
            }

            @Override
            public Integer fargateLimit(ClusterEvent.FargateLimit limit) {
                return instances;
            }

            @Override
            public Integer fargateStop(ClusterEvent.FargateStop stop) {
                return instances;
            }
        });
    }

    static void check(RequestCondition condition, int instances) {
        if (condition instanceof RequestCondition.Instance on && on.instance().matches("\\d{1,9}")) {
            exists(Integer.parseInt(on.instance()), instances);
        }
    }

    static void exists(int number, int instances) {
        if (number > instances) {
            throw new IllegalArgumentException("there is no instance " + number + ": "
                    + (instances == 0 ? "there are none" : "there are " + instances + " then, numbered from 1 on"));
        }
    }

    /**
     * Reads a scenario file.
     *
     * @throws ScenarioException if it is refused; the message has the file, the line, the column and the reason
     * @throws UncheckedIOException if it cannot be read
     */
    public static Scenario read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new ScenarioException(file.toString(), Position.START, "this is not a text in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The scenario file " + file + " cannot be read: " + FileProblem.words(file, e), e);
        }
    }

    /**
     * Reads the text of a scenario file.
     *
     * @param name stands for the file in messages
     * @throws ScenarioException if it is refused
     */
    public static Scenario parse(String name, String text) {
        return ScenarioParser.parse(name, text);
    }

    /** This with another configuration, as one with a manual clock. */
    public Scenario withConfig(UnaryOperator<FakeEcsConfig.Builder> change) {
        return new Scenario(change.apply(config.toBuilder()).build(), faults, events);
    }

    /** Starts the cluster, with its faults, and plans what happens to it. */
    public FakeEcs start() {
        FakeEcs ecs = FakeEcs.start(config, faults);
        List<String> arns = new CopyOnWriteArrayList<>(ecs.instances().stream()
                .map(ContainerInstance::containerInstanceArn)
                .toList());
        events.forEach(timed -> ecs.at(timed.at(), () -> play(ecs, arns, timed.event())));
        return ecs;
    }

    private static void play(FakeEcs ecs, List<String> arns, ClusterEvent event) {
        Runnable played = event.match(new ClusterEvent.Cases<>() {
            @Override
            public Runnable onInstance(ClusterEvent.OnInstance on) {
                return () -> on.action().on(ecs, arns.get(on.instance() - 1));
            }

            @Override
            public Runnable spotInterruption(ClusterEvent.SpotInterruption spot) {
                return () -> ecs.interruptSpot(arns.get(spot.instance() - 1), spot.notice());
            }

            @Override
            public Runnable addInstances(ClusterEvent.AddInstances added) {
                return () -> {
                    for (int i = 0; i < added.count(); i++) {
                        arns.add(ecs.addInstance(added.spec()));
                    }
                };
            }

            @Override
            public Runnable clockJump(ClusterEvent.ClockJump jump) {
                return () -> ecs.jumpClock(jump.by());
            }

            @Override
            public Runnable fargateLimit(ClusterEvent.FargateLimit limit) {
                return () -> limit.on(ecs.fargate());
            }

            @Override
            public Runnable fargateStop(ClusterEvent.FargateStop stop) {
                return () -> stop.on(ecs.fargate());
            }
        });
        played.run();
    }
}
