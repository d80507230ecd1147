package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Test;

/** Conformance point 11: what the six constructors refuse, and with which words. */
class ConstructorsTest {

    private static final String MASTER = "ecs://cluster";
    private static final Scheduler SCHEDULER = (Scheduler) Proxy.newProxyInstance(
            ConstructorsTest.class.getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, args) -> null);
    private static final FrameworkInfo FRAMEWORK =
            FrameworkInfo.newBuilder().setName("name").setUser("user").build();
    private static final Credential CREDENTIAL =
            Credential.newBuilder().setPrincipal("principal").setSecret("hush").build();

    @Test
    void point_11_a_null_scheduler_is_refused_before_anything_else() {
        String text = "Not expecting a null Scheduler";

        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, null, null))
                .withMessage(text);
        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, FRAMEWORK, MASTER, (Credential) null))
                .withMessage(text);
        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, FRAMEWORK, MASTER, true))
                .withMessage(text);
        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, FRAMEWORK, MASTER, true, (Credential) null))
                .withMessage(text);
        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, FRAMEWORK, null, MASTER, true))
                .withMessage(text);
        assertThatNullPointerException()
                .isThrownBy(() -> new MesosSchedulerDriver(null, FRAMEWORK, null, MASTER, true, null))
                .withMessage(text);
    }

    @Test
    void point_11_other_nulls_are_refused_in_mesos_order() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ECSSchedulerDriver(SCHEDULER, null, null, null, true, (Credential) null))
                .withMessage("Not expecting a null FrameworkInfo");
        assertThatNullPointerException()
                .isThrownBy(() -> new ECSSchedulerDriver(SCHEDULER, FRAMEWORK, null, null, true, (Credential) null))
                .withMessage("Not expecting a null suppressedRoles");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new ECSSchedulerDriver(SCHEDULER, FRAMEWORK, List.of(), null, true, (Credential) null))
                .withMessage("Not expecting a null master");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new ECSSchedulerDriver(SCHEDULER, FRAMEWORK, List.of(), MASTER, true, (Credential) null))
                .withMessage("Not expecting a null credential");
    }

    @SuppressWarnings("deprecation") // What frameworks of before 1.11 call.
    @Test
    void point_11_collections_that_are_null_are_refused_by_name() {
        SchedulerDriver driver = new ECSSchedulerDriver(SCHEDULER, FRAMEWORK, List.of(), MASTER, true);
        String text = "Not expecting a null collection of ";
        assertThatNullPointerException()
                .isThrownBy(() -> driver.launchTasks((Collection<OfferID>) null, List.of()))
                .withMessage(text + "OfferID");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.launchTasks(List.of(), (Collection<TaskInfo>) null))
                .withMessage(text + "TaskInfo");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.reconcileTasks(null))
                .withMessage(text + "TaskStatus");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.suppressOffers(null))
                .withMessage(text + "roles");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.reviveOffers(null))
                .withMessage(text + "roles");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.updateFramework(FRAMEWORK, null))
                .withMessage(text + "roles");
    }

    @Test
    void a_subscription_shows_no_secret() {
        DriverArguments subscription = DriverArguments.of(SCHEDULER, FRAMEWORK, List.of("role"), MASTER, true)
                .with(CREDENTIAL);

        assertThat(subscription.toString())
                .contains("principal", "role", MASTER)
                .doesNotContain("hush");
    }

    @Test
    void a_message_with_a_required_field_missing_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriverArguments.of(
                        SCHEDULER, FrameworkInfo.newBuilder().setName("name").buildPartial(), List.of(), MASTER, true))
                .withMessageContaining("FrameworkInfo")
                .withMessageContaining("user");
    }
}
