package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.expect.Expect.toldError;
import static dev.isthmus.testkit.framework.expect.Expect.toldNoOffer;
import static dev.isthmus.testkit.framework.expect.Expect.toldOffer;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.agentDisconnected;
import static dev.isthmus.testkit.framework.send.Send.agentDraining;
import static dev.isthmus.testkit.framework.send.Send.agentLost;
import static dev.isthmus.testkit.framework.send.Send.agentReturned;
import static dev.isthmus.testkit.framework.send.Send.answerLost;
import static dev.isthmus.testkit.framework.send.Send.disconnected;
import static dev.isthmus.testkit.framework.send.Send.error;
import static dev.isthmus.testkit.framework.send.Send.launchRefused;
import static dev.isthmus.testkit.framework.send.Send.neverLaunched;
import static dev.isthmus.testkit.framework.send.Send.offer;
import static dev.isthmus.testkit.framework.send.Send.offers;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.reregistered;
import static dev.isthmus.testkit.framework.send.Send.rescinded;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_ERROR;
import static org.apache.mesos.Protos.TaskState.TASK_FAILED;
import static org.apache.mesos.Protos.TaskState.TASK_FINISHED;
import static org.apache.mesos.Protos.TaskState.TASK_LOST;
import static org.apache.mesos.Protos.TaskState.TASK_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.testkit.framework.expect.Expect;
import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import dev.isthmus.testkit.framework.history.ScriptClock;
import dev.isthmus.testkit.framework.send.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.Offer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every send: what it does, and when it is refused. */
class SendTest {

    private final Puppet puppet = Puppet.launching("t", 1, 64);
    private final FrameworkScript script = FrameworkScript.of(puppet, Puppet.framework());

    /** One task, launched and accepted, on an agent of 4 CPUs and 1024 MiB. */
    private FrameworkScript launchedOne() {
        return script.send(agent("a").cpus(4).mem(1024).ports(31000, 31001))
                .send(registered())
                .expect(launched("t"));
    }

    private void refused(Send step, String... words) {
        assertThatThrownBy(() -> script.send(step))
                .isInstanceOf(ImpossibleStepException.class)
                .message()
                .contains(": send " + step)
                .contains("so far:")
                .contains(words);
    }

    @Nested
    class Registration {

        @Test
        void registered_is_the_first_callback() {
            script.send(registered());

            assertThat(puppet.told).containsExactly("registered");
        }

        @Test
        void registered_comes_once() {
            script.send(registered());

            refused(registered(), "registered already");
        }

        @Test
        void nothing_comes_before_it_but_agents() {
            refused(status("t", TASK_RUNNING), "before send(registered())");
            refused(offers(), "before send(registered())");
            refused(agentLost("a"), "before send(registered())");
            refused(disconnected(), "before send(registered())");
        }

        @Test
        void an_error_at_the_start_lets_the_framework_not_in() {
            script.send(error("not allowed")).expect(toldError("not allowed"));

            assertThat(puppet.told).containsExactly("error: not allowed");
            refused(offers(), "the driver has ended (aborted in step 1: not allowed)");
        }

        @Test
        void one_that_was_not_let_in_may_try_again() {
            Puppet next = new Puppet();
            script.send(error("not allowed")).restart(next);

            assertThat(next.told).containsExactly("registered");
        }

        @Test
        void an_error_later_ends_the_driver() {
            script.send(registered()).send(error("Framework failed over")).expect(toldError("failed over"));

            refused(error("again"), "the driver has ended (aborted in step 2: Framework failed over)");
        }

        @Test
        void a_disconnection_makes_offers_void_and_silences_the_cluster() {
            launchedOne().send(disconnected());

            assertThat(puppet.told).endsWith("disconnected");
            refused(status("t", TASK_RUNNING), "the scheduler is disconnected (since step 4)");
            refused(offers(), "the scheduler is disconnected");
        }

        @Test
        void reregistered_follows_a_disconnection() {
            launchedOne().send(disconnected()).send(reregistered()).expect(toldOffer("a"));

            assertThat(puppet.told).contains("disconnected", "reregistered");
            refused(reregistered(), "the scheduler is not disconnected");
        }
    }

    @Nested
    class Agents {

        @Test
        void an_agent_is_offered_with_all_it_has() {
            List<Offer> offered = new ArrayList<>();
            puppet.onOffer = (driver, offer) -> offered.add(offer);
            script.send(registered())
                    .send(agent("a")
                            .cpus(0.5)
                            .mem(64)
                            .disk(10)
                            .ports(31000, 31001)
                            .ports(31005, 31005)
                            .attribute("rack", "r1")
                            .hostname("a.example"));

            assertThat(offered).hasSize(1);
            Offer offer = offered.get(0);
            assertThat(offer.getHostname()).isEqualTo("a.example");
            assertThat(offer.getAttributes(0).getText().getValue()).isEqualTo("r1");
            assertThat(script.history())
                    .contains("resourceOffers: a (cpus:0.5; disk:10; mem:64; ports:[31000-31001, 31005])");
        }

        @Test
        void an_agent_has_to_have_something() {
            refused(agent("a"), "agent 'a' has nothing");
        }

        @Test
        void an_agent_with_gpus_is_hidden_from_who_cannot_use_them() {
            script.send(registered()).send(agent("a").cpus(1).mem(64).gpus(1)).expect(toldNoOffer());
        }

        @Test
        void a_lost_agent_takes_its_tasks_and_then_itself() {
            launchedOne().send(agentLost("a")).expect(told("t", TASK_LOST).saying("Agent a is gone"));

            assertThat(puppet.told).endsWith("TASK_LOST", "slaveLost");
            refused(agentLost("a"), "there is no agent 'a' in this script: there is none");
        }

        @Test
        void an_agent_that_stays_away_is_lost_after_its_time() {
            launchedOne()
                    .send(agentDisconnected("a"))
                    .advance(Duration.ofMinutes(9))
                    .expect(toldNoOffer())
                    .advance(Duration.ofMinutes(2))
                    .expect(told("t", TASK_LOST).saying("unreachable"));

            assertThat(puppet.told).endsWith("slaveLost");
        }

        @Test
        void nothing_is_heard_of_the_tasks_of_an_agent_that_is_away() {
            launchedOne().send(agentDisconnected("a"));

            refused(status("t", TASK_RUNNING), "that agent is disconnected", "send(agentReturned(...))");
            refused(agentDisconnected("a"), "agent 'a' is DISCONNECTED already");
        }

        @Test
        void an_agent_that_returns_is_offered_again() {
            puppet.onOffer = (driver, offer) -> {};
            script.send(agent("a").cpus(1).mem(64))
                    .send(registered())
                    .send(agentDraining("a"))
                    .advance(Duration.ofSeconds(10))
                    .send(agentReturned("a"))
                    .send(offer("a"));
            refused(agentReturned("a"), "agent 'a' is READY already");
        }

        @Test
        void an_agent_that_drains_is_not_offered() {
            script.send(agent("a").cpus(4).mem(1024)).send(registered()).send(agentDraining("a"));

            refused(offer("a"), "the agent is DRAINING");
        }
    }

    @Nested
    class Offers {

        @Test
        void what_a_launch_leaves_is_offered_again_and_what_it_took_when_it_has_ended() {
            launchedOne()
                    .advance(Duration.ofSeconds(10))
                    .expect(toldOffer("a"))
                    .send(status("t", TASK_FINISHED))
                    .advance(Duration.ofSeconds(10));

            assertThat(script.history())
                    .contains("resourceOffers: a (cpus:3; mem:960; ports:[31000-31001])")
                    .contains("resourceOffers: a (cpus:4; mem:1024; ports:[31000-31001])");
        }

        @Test
        void an_offer_by_hand_is_exactly_that() {
            launchedOne()
                    .advance(Duration.ofSeconds(4))
                    .send(offer("a").cpus(0.25).mem(32));

            assertThat(script.history()).contains("resourceOffers: a (cpus:0.25; mem:32)");
        }

        @Test
        void an_offer_by_hand_of_a_new_agent_adds_it() {
            script.send(registered())
                    .send(offer("new").cpus(1).mem(64))
                    .expect(launched("t").on("new"));
        }

        @Test
        void no_offer_is_made_of_more_than_there_is() {
            launchedOne().advance(Duration.ofSeconds(20));

            refused(offer("a").cpus(3.5), "agent 'a' has only cpus:3; mem:960", "beside its tasks 't'");
        }

        @Test
        void no_offer_is_made_while_another_of_its_agent_stands() {
            puppet.onOffer = (driver, offer) -> {};
            script.send(agent("a").cpus(4).mem(1024)).send(registered());

            refused(offer("a").cpus(1), "an offer of 'a' stands");
            refused(offer("a"), "offers of 'a' stand, and nobody has answered them");
        }

        @Test
        void no_offer_is_made_while_a_decline_filters_it() {
            launchedOne().advance(Duration.ofSeconds(6));

            refused(offers(), "in step 4 the scheduler declines the offer of a for 5 s", "toldNoOffer()");
        }

        @Test
        void no_offer_is_made_while_offers_are_suppressed() {
            puppet.onRegistered = driver -> driver.suppressOffers();
            script.send(agent("a").cpus(4).mem(1024)).send(registered());

            refused(offers(), "in step 2 the scheduler suppresses offers");
        }

        @Test
        void no_offer_is_made_without_an_agent() {
            script.send(registered());

            refused(offers(), "there is no agent");
            refused(offer("b"), "there is no agent 'b' in this script: there is none");
        }

        @Test
        void the_next_round_is_a_second_away_at_most() {
            puppet.onOffer = (driver, offer) -> driver.declineOffer(
                    offer.getId(),
                    org.apache.mesos.Protos.Filters.newBuilder()
                            .setRefuseSeconds(0)
                            .build());
            ScriptClock clock = new ScriptClock();
            FrameworkScript.of(puppet, Puppet.framework(), clock)
                    .send(agent("a").cpus(4).mem(1024))
                    .send(registered())
                    .send(offers())
                    .expect(toldOffer("a"));

            assertThat(clock.instant()).isEqualTo(ScriptClock.BEGIN.plusSeconds(1));
        }

        @Test
        void an_offer_anyway_goes_past_the_master() {
            puppet.onOffer = (driver, offer) ->
                    driver.launchTasks(List.of(offer.getId()), List.of(Puppet.task(offer, "t", 1, 64)));
            script.send(registered())
                    .send(offer("ghost").cpus(1).mem(64).ports(31000, 31000).anyway())
                    .expect(Expect.launchedInVain("t").saying("Task launched with invalid offers"));
            refused(offer("ghost").anyway(), "has to say what it offers");
        }

        @Test
        void offers_that_stand_can_be_taken_back() {
            puppet.onOffer = (driver, offer) -> {};
            script.send(agent("a").cpus(4).mem(1024))
                    .send(registered())
                    .send(rescinded("a"))
                    .send(offer("a"));

            assertThat(puppet.told).containsExactly("registered", "resourceOffers", "offerRescinded", "resourceOffers");
        }

        @Test
        void none_can_be_taken_back_that_does_not_stand() {
            launchedOne();

            refused(rescinded("a"), "no offer of 'a' stands", "offers stand of none");
        }
    }

    @Nested
    class Launches {

        @Test
        void a_launch_can_be_refused_by_the_cluster() {
            launchedOne()
                    .send(launchRefused("t", Refusal.INVALID, "no such image"))
                    .expect(told("t", TASK_ERROR).saying("no such image"));
        }

        @Test
        void a_launch_succeeds_when_something_else_is_sent() {
            launchedOne().advance(Duration.ofSeconds(1));

            refused(launchRefused("t", Refusal.INVALID, "no"), "the launch of 't' has been answered");
            refused(answerLost("t"), "the launch of 't' has been answered");
            refused(neverLaunched("t"), "the answer to the launch of 't' was not lost");
        }

        @Test
        void a_task_whose_answer_was_lost_may_run_all_the_same() {
            launchedOne().send(answerLost("t")).send(status("t", TASK_RUNNING)).expect(told("t", TASK_RUNNING));
            refused(neverLaunched("t"), "or it has run since");
        }

        @Test
        void a_task_whose_answer_was_lost_may_never_have_been() {
            launchedOne()
                    .send(answerLost("t"))
                    .send(neverLaunched("t"))
                    .expect(told("t", TASK_LOST).saying("never launched"));
            refused(status("t", TASK_FAILED), "nothing is told of a task after its end");
        }
    }
}
