package dev.isthmus.simulation.cluster;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.host.Host;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.client.Unanswered;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * The way from drivers to AWS and back. What has left a process arrives, or is lost, whatever becomes of the process. Each driver's calls have draws of
 * their own.
 */
public final class EcsNetwork {

    private static final Duration LATE = Duration.ofSeconds(40);
    private static final Duration REFUSED_WITHIN = Duration.ofMillis(30);

    private final ManualClock clock;
    private final SimulatedCluster cluster;
    private NetworkWeather weather = NetworkWeather.FAIR;

    /** What a caller gets: what ECS did of its request, or why nothing came back. */
    sealed interface Delivery {

        /** Calls the function of its case. */
        <R> R fold(
                Function<? super Outcome, ? extends R> came, Function<? super SdkClientException, ? extends R> failed);

        /** An answer. */
        record Came(Outcome outcome) implements Delivery {
            @Override
            public <R> R fold(
                    Function<? super Outcome, ? extends R> came,
                    Function<? super SdkClientException, ? extends R> failed) {
                return came.apply(outcome);
            }
        }

        /** No answer. */
        record Failed(SdkClientException why) implements Delivery {
            @Override
            public <R> R fold(
                    Function<? super Outcome, ? extends R> came,
                    Function<? super SdkClientException, ? extends R> failed) {
                return failed.apply(why);
            }
        }
    }

    /** With fair weather at first. */
    public EcsNetwork(ManualClock clock, SimulatedCluster cluster) {
        this.clock = clock;
        this.cluster = cluster;
    }

    /** How it is from now on; calls under way keep what was drawn for them. */
    public void weather(NetworkWeather next) {
        weather = next;
    }

    /** How it is. */
    public NetworkWeather weather() {
        return weather;
    }

    /** The queue of events of a driver. */
    ServedQueue queue(String driver) {
        return cluster.queues().of(driver);
    }

    /** A request leaves its process; the answer is told once, or never, if it is lost. */
    void send(EcsRequest request, Draws draws, Consumer<Delivery> answer) {
        carry(
                draws,
                (Consumer<Outcome> then) -> cluster.send(request, then),
                outcome -> answer.accept(new Delivery.Came(outcome)),
                why -> answer.accept(new Delivery.Failed(why)));
    }

    /**
     * A request leaves its process for a service. One of both is told once, or none, if something is lost.
     *
     * @param service is done when it arrives, and answers
     */
    <T> void carry(
            Draws draws, Consumer<Consumer<T>> service, Consumer<? super T> came, Consumer<SdkClientException> failed) {
        if (weather.cut()) {
            clock.after(draws.upTo(REFUSED_WITHIN), () -> failed.accept(Unanswered.connectionRefused()));
            return;
        }
        Duration there = way(draws);
        Duration back = way(draws);
        int fate = draws.below(1000);
        if (fate < weather.lostRequests()) {
            // Half of them are noticed, as a reset is; of the others nothing comes back.
            if (draws.oneIn(2)) {
                clock.after(there, () -> failed.accept(Unanswered.connectionLost()));
            }
            return;
        }
        boolean lostBack = fate < weather.lostRequests() + weather.lostAnswers();
        boolean noticed = draws.oneIn(2);
        clock.after(
                there,
                () -> service.accept(answer -> {
                    if (!lostBack) {
                        clock.after(back, () -> came.accept(answer));
                    } else if (noticed) {
                        clock.after(back, () -> failed.accept(Unanswered.connectionLost()));
                    }
                }));
    }

    private Duration way(Draws draws) {
        Duration way = draws.between(weather.quickest(), weather.slowest());
        return draws.permille(weather.slow()) ? way.plus(draws.upTo(weather.slowBy())) : way;
    }

    /** EC2 is asked for hosts. */
    void lookUp(List<String> machines, Draws draws, ProcessTime process, Consumer<Answer<Map<String, Host>>> then) {
        Duration wait = weather.ec2() == NetworkWeather.Ec2.LATE ? draws.upTo(LATE) : way(draws);
        boolean denied = weather.ec2() == NetworkWeather.Ec2.DENIES;
        boolean cut = weather.cut();
        process.after(wait, () -> then.accept(denied ? denied() : cut ? cut() : new Answer.Ok<>(hosts(machines))));
    }

    private static Map<String, Host> hosts(List<String> machines) {
        Map<String, Host> hosts = new LinkedHashMap<>();
        for (String machine : machines) {
            hosts.put(machine, new Host(Optional.of(machine + ".internal"), Optional.of("10.0.0.1")));
        }
        return hosts;
    }

    private static Answer<Map<String, Host>> denied() {
        return new Answer.Failed<>(
                CallFailure.of(Category.DENIED, "UnauthorizedOperation", CallFailure.Done.NO, "not allowed"));
    }

    private static Answer<Map<String, Host>> cut() {
        return new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.NO, "cannot reach EC2"));
    }
}
