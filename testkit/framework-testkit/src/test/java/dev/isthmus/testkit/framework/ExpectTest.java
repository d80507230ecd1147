package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.aborted;
import static dev.isthmus.testkit.framework.expect.Expect.acknowledged;
import static dev.isthmus.testkit.framework.expect.Expect.called;
import static dev.isthmus.testkit.framework.expect.Expect.declined;
import static dev.isthmus.testkit.framework.expect.Expect.declinedAll;
import static dev.isthmus.testkit.framework.expect.Expect.killed;
import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.launchedInVain;
import static dev.isthmus.testkit.framework.expect.Expect.noCall;
import static dev.isthmus.testkit.framework.expect.Expect.noLaunch;
import static dev.isthmus.testkit.framework.expect.Expect.notAcknowledged;
import static dev.isthmus.testkit.framework.expect.Expect.reconciledExplicitly;
import static dev.isthmus.testkit.framework.expect.Expect.reconciledImplicitly;
import static dev.isthmus.testkit.framework.expect.Expect.revived;
import static dev.isthmus.testkit.framework.expect.Expect.stopped;
import static dev.isthmus.testkit.framework.expect.Expect.stoppedForFailover;
import static dev.isthmus.testkit.framework.expect.Expect.suppressed;
import static dev.isthmus.testkit.framework.expect.Expect.that;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.expect.Expect.toldError;
import static dev.isthmus.testkit.framework.expect.Expect.toldNoOffer;
import static dev.isthmus.testkit.framework.expect.Expect.toldOffer;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.error;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_ERROR;
import static org.apache.mesos.Protos.TaskState.TASK_FAILED;
import static org.apache.mesos.Protos.TaskState.TASK_RUNNING;
import static org.apache.mesos.Protos.TaskState.TASK_STARTING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.framework.expect.Expect;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every expectation: when it is met, and what is said when it is not. */
class ExpectTest {

    private final Puppet puppet = new Puppet();
    private final FrameworkScript script = FrameworkScript.of(puppet, Puppet.framework());

    private void unmet(Expect expectation, String... words) {
        assertThatThrownBy(() -> script.expect(expectation))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(": expect " + expectation)
                .contains("so far:")
                .contains(words);
    }

    /** An agent of 4 CPUs, 1024 MiB and three ports, and one task on it. */
    private FrameworkScript launching(double cpus) {
        puppet.onOffer = (driver, offer) -> {
            puppet.onOffer = (later, next) -> later.declineOffer(next.getId());
            driver.launchTasks(
                    List.of(offer.getId()), List.of(Puppet.withPorts(Puppet.task(offer, "t", cpus, 64), 31000, 31001)));
        };
        return script.send(agent("a").cpus(4).mem(1024).ports(31000, 31002)).send(registered());
    }

    /** A call that the scheduler makes when it is registered. */
    private FrameworkScript calling(Consumer<SchedulerDriver> call) {
        puppet.onRegistered = call;
        return script.send(registered());
    }

    @Nested
    class Launched {

        @Test
        void by_every_trait() {
            launching(0.5)
                    .expect(launched("t")
                            .on("a")
                            .cpus(0.5)
                            .mem(64)
                            .disk(0)
                            .gpus(0)
                            .ports(31000, 31001)
                            .named("t-name")
                            .command("sleep")
                            .matching("without a container", task -> !task.hasContainer()));
        }

        @Test
        void every_trait_can_be_wrong() {
            launching(0.5);

            unmet(
                    launched("t")
                            .on("b")
                            .cpus(1)
                            .mem(32)
                            .disk(5)
                            .gpus(1)
                            .ports(80)
                            .named("u")
                            .command("echo")
                            .matching("in a container", task -> task.hasContainer()),
                    "since step 1 the scheduler called:\n  - launches 't' on a (cpus:0.5; mem:64; ports:[31000-31001])",
                    "but 't' is on a, has cpus 0.5, has mem 64, has disk 0, has gpus 0, has ports [31000, 31001], is named"
                            + " t-name, has the command 'sleep 1', is not in a container");
        }

        @Test
        void another_task_is_not_it() {
            launching(0.5);

            unmet(launched("u"), "wanted: launched 'u'", "but 't' is not 'u'");
        }

        @Test
        void none_at_all() {
            script.send(registered());

            unmet(launched(), "wanted: launched", "since step 1 the scheduler called nothing");
        }

        @Test
        void one_that_the_master_refuses_is_not_launched() {
            launching(5);

            unmet(
                    launched("t"),
                    "but 't' was refused by the master: TASK_ERROR of 't'",
                    "more than available",
                    "launchedInVain");
        }

        @Test
        void a_launch_meets_one_expectation() {
            launching(0.5).expect(launched("t"));

            unmet(launched("t"), "called nothing else", "but the expectation of step 3 was met by it");
        }

        @Test
        void one_of_an_unknown_id_gets_a_name() {
            launching(0.5)
                    .expect(launched().as("first"))
                    .send(status("first", TASK_RUNNING))
                    .expect(told("first", TASK_RUNNING));
            unmet(killed("first"), "wanted: killed 'first'");
        }

        @Test
        void an_expectation_looks_back_to_the_last_sends() {
            launching(0.5).expect(toldOffer("a")).advance(Duration.ofSeconds(1));

            unmet(launched("t"), "there was such a call in step 2", "the last sends, which began with step 4");
        }
    }

    @Nested
    class LaunchedInVain {

        @Test
        void for_more_than_was_offered() {
            launching(5)
                    .expect(launchedInVain("t").saying("more than available"))
                    .expect(told("t", TASK_ERROR));
        }

        @Test
        void one_that_the_master_lets_through_is_not_in_vain() {
            launching(1);

            unmet(launchedInVain("t"), "but the master let 't' through");
        }

        @Test
        void in_other_words() {
            launching(5);

            unmet(launchedInVain("t").saying("no such role"), "but 't' was refused so: TASK_ERROR of 't'");
        }

        @Test
        void none_at_all() {
            script.send(registered());

            unmet(launchedInVain("t"), "called nothing");
        }
    }

    @Nested
    class NothingCalled {

        @Test
        void no_launch() {
            calling(driver -> driver.reviveOffers()).expect(noLaunch());
        }

        @Test
        void no_launch_but_one() {
            launching(1);

            unmet(noLaunch(), "wanted: no task is launched", "but the scheduler\n  - launches 't'");
        }

        @Test
        void no_call_beside_those_that_were_expected() {
            launching(1).expect(launched("t")).expect(noCall());
        }

        @Test
        void no_call_but_one() {
            calling(driver -> driver.reviveOffers());

            unmet(noCall(), "wanted: nothing is called", "- revives offers");
        }
    }

    @Nested
    class Declined {

        private FrameworkScript declining(Filters filters) {
            puppet.onOffer = (driver, offer) -> driver.declineOffer(offer.getId(), filters);
            return script.send(agent("a").cpus(4).mem(1024)).send(registered());
        }

        @Test
        void by_agent_and_time() {
            declining(Filters.newBuilder().setRefuseSeconds(2.5).build())
                    .expect(declined("a").refusing(Duration.ofMillis(2500)));
        }

        @Test
        void by_default_for_five_seconds() {
            declining(Filters.getDefaultInstance()).expect(declined("a").refusing(Duration.ofSeconds(5)));
        }

        @Test
        void an_empty_launch_is_a_decline() {
            puppet.onOffer = (driver, offer) -> driver.launchTasks(List.of(offer.getId()), List.of());
            script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(declined("a"));
        }

        @Test
        void no_operation_is_a_decline() {
            puppet.onOffer = (driver, offer) ->
                    driver.acceptOffers(List.of(offer.getId()), List.of(), Filters.getDefaultInstance());
            script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(declinedAll());
        }

        @Test
        void for_another_time() {
            declining(Filters.getDefaultInstance());

            unmet(declined("a").refusing(Duration.ofMinutes(1)), "wanted: declined a refusing 60 s", "but for 5 s");
        }

        @Test
        void not_at_all() {
            script.send(agent("a").cpus(4).mem(1024)).send(registered());

            unmet(declined("a"), "the offer of 'a' stands");
            unmet(declined("b"), "this can hardly be met: there is no agent 'b'; there is 'a'");
        }

        @Test
        void all_of_them() {
            puppet.onOffer = (driver, offer) -> driver.declineOffer(offer.getId());
            script.send(agent("a").cpus(4).mem(1024))
                    .send(agent("b").cpus(4).mem(1024))
                    .send(registered())
                    .expect(declinedAll())
                    .expect(noCall());
        }

        @Test
        void all_but_one() {
            puppet.onOffer = (driver, offer) -> {
                if (offer.getHostname().equals("a")) {
                    driver.declineOffer(offer.getId());
                }
            };
            script.send(agent("a").cpus(4).mem(1024))
                    .send(agent("b").cpus(4).mem(1024))
                    .send(registered());

            unmet(declinedAll(), "wanted: every offer declined, but not that of 'b'");
        }

        @Test
        void all_of_none() {
            script.send(registered());

            unmet(declinedAll(), "no offer was made since step 1");
        }
    }

    @Nested
    class Tasks {

        @Test
        void killed_by_id() {
            launching(1)
                    .act("kill", () -> script.driver().killTask(Puppet.taskId("t")))
                    .expect(killed("t"));
        }

        @Test
        void not_killed() {
            launching(1);

            unmet(killed("t"), "wanted: killed 't'", "- launches 't'");
        }

        @Test
        void a_task_that_was_never_launched_can_hardly_be_killed() {
            launching(1);

            unmet(killed("tt"), "this can hardly be met: there is no task 'tt'; launched so far are 't'");
        }

        @Test
        void acknowledged_by_returning() {
            launching(1)
                    .send(status("t", TASK_STARTING))
                    .expect(acknowledged("t", TASK_STARTING))
                    .send(status("t", TASK_RUNNING))
                    .expect(acknowledged("t"));
        }

        @Test
        void acknowledged_by_a_call() {
            puppet.onStatus = (driver, status) -> driver.acknowledgeStatusUpdate(status);
            script.acknowledgingExplicitly();
            launching(1)
                    .send(status("t", TASK_RUNNING))
                    .expect(acknowledged("t", TASK_STARTING))
                    .expect(acknowledged("t", TASK_RUNNING));
            unmet(acknowledged("t", TASK_FAILED), "wanted: acknowledged TASK_FAILED of 't'");
            unmet(notAcknowledged("t"), "but the scheduler\n  - acknowledges TASK_STARTING of 't'");
        }

        @Test
        void not_acknowledged() {
            script.acknowledgingExplicitly();
            launching(1).send(status("t", TASK_STARTING)).expect(notAcknowledged("t"));
            unmet(acknowledged("t"), "wanted: acknowledged 't'");
        }

        @Test
        void told_otherwise_or_nothing() {
            launching(1).send(status("t", TASK_RUNNING));

            unmet(told("t", TASK_FAILED), "it was told:\n  - TASK_STARTING of 't'\n  - TASK_RUNNING of 't'");
            unmet(told("t", TASK_RUNNING).saying("reconciliation"), "- TASK_RUNNING of 't'");
            unmet(told("x", TASK_RUNNING), "of 'x' it was told nothing since step 1", "there is no task 'x'");
        }
    }

    @Nested
    class Roles {

        @Test
        void revived_all_or_some() {
            calling(driver -> {
                        driver.reviveOffers();
                        driver.reviveOffers(List.of("r1", "r2"));
                    })
                    .expect(revived("r2", "r1"))
                    .expect(revived());
            unmet(revived(), "the expectation of step 3 was met by it");
        }

        @Test
        void revived_others() {
            calling(driver -> driver.reviveOffers(List.of("r1")));

            unmet(revived("r2"), "wanted: revived of roles [r2]", "- revives offers of roles [r1]");
        }

        @Test
        void suppressed_all_or_some() {
            calling(driver -> {
                        driver.suppressOffers();
                        driver.suppressOffers(List.of("r1"));
                    })
                    .expect(suppressed())
                    .expect(suppressed("r1"));
        }

        @Test
        void not_suppressed() {
            calling(driver -> driver.reviveOffers());

            unmet(suppressed(), "wanted: suppressed", "- revives offers");
        }
    }

    @Nested
    class Reconciliation {

        private TaskStatus asked(String task) {
            return TaskStatus.newBuilder()
                    .setTaskId(Puppet.taskId(task))
                    .setState(TASK_RUNNING)
                    .build();
        }

        @Test
        void of_named_tasks() {
            calling(driver -> driver.reconcileTasks(List.of(asked("a"), asked("b"))))
                    .expect(reconciledExplicitly("b", "a"))
                    .expect(told("a", TaskState.TASK_LOST).saying("REASON_RECONCILIATION"));
        }

        @Test
        void of_other_tasks() {
            calling(driver -> driver.reconcileTasks(List.of(asked("a"))));

            unmet(reconciledExplicitly("a", "b"), "wanted: reconciledExplicitly 'a', 'b'", "- reconciles 'a'");
            unmet(reconciledImplicitly(), "wanted: reconciledImplicitly", "- reconciles 'a'");
        }

        @Test
        void of_all_tasks() {
            calling(driver -> driver.reconcileTasks(List.of())).expect(reconciledImplicitly());
        }

        @Test
        void of_no_task_by_name() {
            assertThatThrownBy(() -> reconciledExplicitly()).hasMessageContaining("use reconciledImplicitly()");
        }
    }

    @Nested
    class TheDriver {

        @Test
        void stopped_with_its_tasks() {
            calling(driver -> driver.stop()).expect(stopped());
            unmet(stoppedForFailover(), "the scheduler called nothing else");
        }

        @Test
        void stopped_to_come_back() {
            calling(driver -> driver.stop(true));

            unmet(stopped(), "- stops the driver, to come back");
            script.expect(stoppedForFailover());
        }

        @Test
        void aborted_by_the_scheduler() {
            calling(driver -> driver.abort()).expect(aborted());
        }

        @Test
        void not_aborted() {
            calling(driver -> driver.stop());

            unmet(aborted(), "wanted: aborted", "- stops the driver");
        }

        @Test
        void asked_for_something_else() {
            calling(driver -> {
                        driver.requestResources(List.of());
                        driver.sendFrameworkMessage(
                                ExecutorID.newBuilder().setValue("e").build(),
                                SlaveID.newBuilder().setValue("a").build(),
                                new byte[3]);
                        driver.updateFramework(
                                Puppet.framework(),
                                List.of(),
                                org.apache.mesos.scheduler.Protos.OfferConstraints.getDefaultInstance());
                    })
                    .expect(called("requestResources"))
                    .expect(called("sendFrameworkMessage"))
                    .expect(called("updateFramework"));
        }

        @Test
        void asked_for_an_operation() {
            puppet.onOffer = (driver, offer) -> driver.acceptOffers(
                    List.of(offer.getId()),
                    List.of(Offer.Operation.newBuilder()
                            .setType(Offer.Operation.Type.RESERVE)
                            .build()),
                    Filters.getDefaultInstance());
            script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(called("RESERVE"));
            unmet(called("UNRESERVE"), "wanted: called UNRESERVE");
        }

        @Test
        void told_an_error() {
            script.send(error("no")).expect(toldError("no"));
            unmet(toldError("yes"), "wanted: toldError 'yes'", "errors told since step 1: 'no'");
        }
    }

    @Nested
    class Offered {

        @Test
        void of_an_agent() {
            script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(toldOffer("a"));
            unmet(toldOffer("b"), "wanted: toldOffer b", "offered since step 1: 'a'");
            unmet(toldNoOffer(), "wanted: toldNoOffer", "offered since step 1: 'a'");
        }

        @Test
        void of_nobody() {
            script.send(registered()).expect(toldNoOffer());
        }
    }

    @Test
    void anything_that_a_test_can_ask() {
        script.send(registered()).expect(that("it is registered", () -> puppet.told.contains("registered")));
        unmet(that("it is tired", () -> false), "wanted: it is tired, but it is not so");
    }
}
