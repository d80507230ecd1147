package dev.isthmus.simulation;

import static dev.isthmus.simulation.LawBench.PLAIN;
import static dev.isthmus.simulation.LawBench.assertBroken;
import static dev.isthmus.simulation.LawBench.assertKept;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.Happening.InstanceEvent;
import dev.isthmus.simulation.planted.backend.ContactLostAtOnce;
import dev.isthmus.simulation.planted.backend.ContactNotRegained;
import dev.isthmus.simulation.planted.backend.DisconnectedTakenForGone;
import dev.isthmus.simulation.planted.backend.GoneNotTold;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.run.WorldScenario.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws on the loss of agents and of the cluster find what is planted for them, in worlds that keep all laws without that. */
class ContactLawsTest {

    /** Agents may be away for 40 s. */
    private static final WorldScenario HASTY = LawBench.with("ISTHMUS_AGENT_TIMEOUT", "40s");

    private static final WorldScenario GOES = PLAIN.with(List.of(instance(60, InstanceEvent.DEREGISTER)));
    private static final WorldScenario STAYS_AWAY = HASTY.with(List.of(instance(60, InstanceEvent.DISCONNECT)));
    private static final WorldScenario IS_AWAY_FOR_A_WHILE =
            HASTY.with(List.of(instance(60, InstanceEvent.DISCONNECT), instance(90, InstanceEvent.RECONNECT)));
    private static final WorldScenario IS_CUT_OFF =
            PLAIN.with(List.of(at(60, new Happening.Network(NetworkWeather.FAIR.cut(true), Duration.ofSeconds(60)))));

    private static Event at(int seconds, Happening what) {
        return new Event(Duration.ofSeconds(seconds), what);
    }

    private static Event instance(int seconds, InstanceEvent event) {
        return at(seconds, new Happening.ToInstance(0, event));
    }

    @Test
    void required_WD15_the_loss_of_an_agent_that_is_there_is_found() {
        assertBroken("R-WD-15", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            private boolean planned;

            @Override
            public void resourceOffers(List<Offer> offers) {
                super.resourceOffers(offers);
                if (!planned) {
                    planned = true;
                    SlaveID agent = offers.get(0).getSlaveId();
                    var unused = process.after(Duration.ofMinutes(1), () -> super.slaveLost(agent));
                }
            }
        }));
    }

    @Test
    void required_WD15_an_agent_that_is_lost_before_its_time_is_found() {
        assertBroken("R-WD-15", IS_AWAY_FOR_A_WHILE, Between.backend(DisconnectedTakenForGone::new));
    }

    @Test
    void required_WD15_a_loss_that_is_told_twice_is_found() {
        assertBroken("R-WD-15", GOES, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void slaveLost(SlaveID agent) {
                super.slaveLost(agent);
                super.slaveLost(agent);
            }
        }));
    }

    /** It has its time anew; the agent was back for most of it. */
    @Test
    void required_WD15_who_stood_still_does_not_take_an_agent_for_lost() {
        assertKept(HASTY.with(List.of(
                instance(60, InstanceEvent.DISCONNECT),
                at(80, new Happening.Freeze(0, Duration.ofSeconds(90))),
                instance(82, InstanceEvent.RECONNECT))));
    }

    private static Wrapping losesWithoutAWord() {
        return Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void slaveLost(SlaveID agent) {}
        });
    }

    @Test
    void required_WD16_a_loss_that_is_not_told_is_found() {
        assertBroken("R-WD-16", GOES, losesWithoutAWord());
        assertBroken("R-WD-16", GOES, Between.backend(GoneNotTold::new));
    }

    @Test
    void required_WD16_an_agent_that_stays_away_and_is_not_told_to_be_lost_is_found() {
        assertBroken("R-WD-16", STAYS_AWAY, losesWithoutAWord());
    }

    @Test
    void required_WD17_a_cluster_that_is_lost_though_no_read_has_failed_is_found() {
        assertBroken("R-WD-17", PLAIN, Between.backend(ContactLostAtOnce::new));
    }

    @Test
    void required_WD17_a_cluster_that_is_lost_before_reads_have_failed_for_a_while_is_found() {
        assertBroken("R-WD-17", IS_CUT_OFF, Between.callbacks((process, real) -> {
            var unused = process.after(Duration.ofSeconds(63), real::disconnected);
            return real;
        }));
    }

    @Test
    void required_WD18_a_cluster_that_is_there_again_and_stays_lost_is_found() {
        assertBroken("R-WD-18", IS_CUT_OFF, Between.backend(ContactNotRegained::new));
    }
}
