package dev.isthmus.driver.e2e.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.util.List;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Offer.Operation;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What frameworks would wait for in vain: an error that they pass over, an operation that is not answered. */
@Timeout(180)
@SuppressWarnings("deprecation") // Marathon says it the old way.
class SilentEndsTest {

    private static final String ROLE = "marathon";

    private static TaskStatus asks(String task, Offer offer) {
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(TaskState.TASK_STAGING);
        status.getTaskIdBuilder().setValue(task);
        return status.setSlaveId(offer.getSlaveId()).build();
    }

    @Test
    void an_error_is_told_once_as_a_failure_where_that_is_set_and_a_question_after_it_is_answered_as_after_any_end()
            throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                FrameworkUnderTest framework = new FrameworkUnderTest(
                                "chronos",
                                Clusters.settings(ecs)
                                        .set(FrontendSettings.TASK_ERROR, "failed")
                                        .build())
                        .started()) {
            Offer offer = framework.offer();
            TaskStatus told = framework.launch(offer, TaskMessages.shell("t", "nowhere:7"), TaskState.values());
            assertThat(told.getState()).isEqualTo(TaskState.TASK_FAILED);
            assertThat(told.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
            assertThat(told.getMessage()).contains("nowhere:7");

            framework.driver().reconcileTasks(List.of(asks("t", offer)));
            TaskStatus answer = framework.anyUpdate(TaskState.values());
            assertThat(answer.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(answer.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
            // The next word is of the next task: nothing was told again.
            TaskStatus next =
                    framework.launch(framework.offer(), TaskMessages.shell("u", "nowhere:7"), TaskState.values());
            assertThat(next.getTaskId().getValue()).isEqualTo("u");
            assertThat(next.getState()).isEqualTo(TaskState.TASK_FAILED);
        }
    }

    private static Resource.Builder reserved(String name, double value) {
        Resource.Builder resource = TaskMessages.scalar(name, value).clearReservations();
        resource.setRole(ROLE)
                .getReservationBuilder()
                .setPrincipal("ops")
                .getLabelsBuilder()
                .addLabelsBuilder()
                .setKey("marathon_task_id")
                .setValue("db.instance-61858c9d-92ec-11e9-83f4-06a15b440a77");
        return resource;
    }

    /** Marathon accepts RESERVE and CREATE for an app with a persistent volume, and launches when they come back in an offer. */
    @Test
    void of_reserve_and_create_without_a_launch_nothing_is_done_and_all_is_offered_again() throws Exception {
        FrameworkInfo marathon = FrameworkInfo.newBuilder()
                .setUser("root")
                .setName("marathon")
                .setRole(ROLE)
                .setPrincipal("ops")
                .build();
        try (FakeEcs ecs = FakeEcs.start();
                FrameworkUnderTest framework = new FrameworkUnderTest(
                                marathon, "zk://nowhere", Clusters.settings(ecs).build())
                        .started()) {
            Offer offer = framework.offer();
            Operation.Builder reserve = Operation.newBuilder().setType(Operation.Type.RESERVE);
            reserve.getReserveBuilder().addResources(reserved("cpus", 0.5)).addResources(reserved("disk", 10));
            Resource.Builder volume = reserved("disk", 10);
            volume.getDiskBuilder().getPersistenceBuilder().setId("db#data#61858c9d");
            volume.getDiskBuilder()
                    .getVolumeBuilder()
                    .setContainerPath("data")
                    .setMode(org.apache.mesos.Protos.Volume.Mode.RW);
            Operation.Builder create = Operation.newBuilder().setType(Operation.Type.CREATE);
            create.getCreateBuilder().addVolumes(volume);
            framework
                    .driver()
                    .acceptOffers(
                            List.of(offer.getId()),
                            List.of(reserve.build(), create.build()),
                            Filters.newBuilder().setRefuseSeconds(0).build());
            Offer again = framework.offer(next -> next.getSlaveId().equals(offer.getSlaveId()));
            assertThat(again.getResourcesList())
                    .as("nothing is reserved, and no volume is there")
                    .isEqualTo(offer.getResourcesList());
            assertThat(ecs.tasks()).isEmpty();
            assertThat(framework.errors()).isEmpty();
        }
    }
}
