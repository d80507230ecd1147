package dev.isthmus.master.shell;

import static dev.isthmus.master.shell.SchedulerSteps.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.reading.ToolReading;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.AttributeConstraint.Selector.PseudoattributeType;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients look at without asking whether it is there, and what they do, over sockets with tasks that run in memory. */
@Timeout(60)
class ClientPointsTest {

    private static final FrameworkInfo FRAMEWORK =
            HttpScheduler.info().setFailoverTimeout(3600).build();

    private MemoryMaster master;
    private HttpScheduler scheduler;

    @BeforeEach
    void start() throws IOException {
        master = new MemoryMaster();
        scheduler = master.scheduler(MediaType.JSON);
    }

    @AfterEach
    void stop() throws IOException {
        scheduler.close();
        master.close();
    }

    /** The example of mesos-rxjava counts only what has a role that is its own, and mesos-framework throws on an offer without a URL. */
    @Test
    void fact_26_27_an_offer_has_all_that_clients_read_of_it() throws IOException {
        scheduler.begin(FRAMEWORK);
        Offer offer = offer();
        assertThat(offer.getResourcesList()).isNotEmpty().allSatisfy(resource -> {
            assertThat(role(resource)).hasValue("*");
        });
        assertThat(offer.getHostname()).isEqualTo("a1.example");
        assertThat(offer.getAgentId().getValue()).isEqualTo("a1");
        assertThat(offer.getFrameworkId()).isEqualTo(scheduler.id());
        assertThat(offer.getUrl().getScheme()).isEqualTo("http");
        assertThat(offer.getUrl().hasPath()).isTrue();
        assertThat(offer.getUrl().getAddress().getHostname()).isEqualTo("a1.example");
        assertThat(offer.getUrl().getAddress().getIp()).isEqualTo("10.0.0.7");
        assertThat(offer.getUrl().getAddress().getPort()).isEqualTo(5051);
    }

    @SuppressWarnings("deprecation") // That is where frameworks of before reservations were refined look.
    private static Optional<String> role(Resource resource) {
        return resource.hasRole() ? Optional.of(resource.getRole()) : Optional.empty();
    }

    /** Of a framework that knows of no more roles than one, nothing is said of what was allocated (MESOS-8237). */
    @Test
    void fact_27_whoever_knows_of_roles_is_told_which_one_an_offer_is_for() throws IOException {
        scheduler.begin(FRAMEWORK);
        assertThat(offer().hasAllocationInfo()).isFalse();
        try (HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            other.begin(HttpScheduler.info()
                    .addRoles("r")
                    .addCapabilities(
                            FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                    .build());
            scheduler.call(Call.Type.TEARDOWN);
            Offer offer = other.await(Event.Type.OFFERS).getOffers().getOffers(0);
            assertThat(offer.getAllocationInfo().getRole()).isEqualTo("r");
            assertThat(offer.getResources(0).getAllocationInfo().getRole()).isEqualTo("r");
        }
    }

    /** As mesos-compose constrains its offers. */
    @Test
    void fact_35_constraints_decide_which_agents_are_offered() throws IOException {
        scheduler
                .subscribe(HttpScheduler.subscribe(FRAMEWORK, subscribe -> subscribe.addSuppressedRoles("*")))
                .subscribed();
        assertThat(constrained("elsewhere.example")).isEqualTo("200 ");
        scheduler.next(Event.Type.HEARTBEAT);
        scheduler.next(Event.Type.HEARTBEAT);
        assertThat(constrained("a1.example")).isEqualTo("200 ");
        assertThat(offer().getHostname()).isEqualTo("a1.example");
        assertThat(constrained("")).startsWith("400 'UpdateFramework.offer_constraints' are not valid: ");
    }

    private String constrained(String hostname) throws IOException {
        return scheduler.call(Call.Type.UPDATE_FRAMEWORK, call -> {
            call.getUpdateFrameworkBuilder()
                    .setFrameworkInfo(FRAMEWORK.toBuilder().setId(scheduler.id()))
                    .getOfferConstraintsBuilder()
                    .putRoleConstraints("*", constraints(hostname));
            return call;
        });
    }

    private static OfferConstraints.RoleConstraints constraints(String hostname) {
        AttributeConstraint.Builder constraint = AttributeConstraint.newBuilder();
        constraint.getSelectorBuilder().setPseudoattributeType(PseudoattributeType.HOSTNAME);
        constraint.getPredicateBuilder().getTextEqualsBuilder().setValue(hostname);
        OfferConstraints.RoleConstraints.Builder role = OfferConstraints.RoleConstraints.newBuilder();
        if (!hostname.isEmpty()) {
            role.addGroupsBuilder().addAttributeConstraints(constraint);
        }
        return role.build();
    }

    @Test
    void fact_42_43_an_acknowledgement_that_does_not_fit_is_ignored_and_what_comes_next_waits() throws IOException {
        scheduler.begin(FRAMEWORK);
        launch(offer(), "t");
        TaskStatus starting = update();
        assertThat(starting.getState()).isEqualTo(TaskState.TASK_STARTING);
        acknowledge(starting.toBuilder().setUuid(uuid(9)).build());
        acknowledge(starting.toBuilder()
                .setTaskId(starting.getTaskId().toBuilder().setValue("other"))
                .build());
        scheduler.next(Event.Type.HEARTBEAT);
        scheduler.next(Event.Type.HEARTBEAT);
        acknowledge(starting);
        assertThat(update().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void fact_52_who_calls_another_master_than_before_is_refused_until_it_subscribes() throws IOException {
        scheduler.begin(FRAMEWORK);
        await(() -> master.remembered(scheduler.id()).lease().isPresent(), "it to be remembered");
        master.restart();
        try (HttpScheduler next = master.scheduler(MediaType.JSON)) {
            Call call = Call.newBuilder()
                    .setType(Call.Type.REVIVE)
                    .setFrameworkId(scheduler.id())
                    .build();
            String before = "Mesos-Stream-Id: " + scheduler.stream() + "\r\n";
            assertThat(next.post(call, before)).isEqualTo("403 Framework is not subscribed");
            next.begin(FRAMEWORK.toBuilder().setId(scheduler.id()).build());
            assertThat(next.post(call, before)).startsWith("400 The stream ID '" + scheduler.stream() + "' ");
            assertThat(next.call(Call.Type.REVIVE)).isEqualTo("202 ");
        }
    }

    /** What dns/records/state.go of mesos-dns, and the Mesos CLI, take from the pages. */
    @Test
    void fact_81_85_92_the_pages_hold_what_is_read_of_them() throws IOException {
        scheduler.begin(FRAMEWORK);
        launch(offer(), "t");
        acknowledge(update());
        acknowledge(update());
        ToolReading.finds(this::page, scheduler.id().getValue());
    }

    private FlatJson page(String path) throws IOException {
        try (RawConnection client = RawConnection.to(master.address())) {
            String answer = client.send("GET " + path + " HTTP/1.1\r\n\r\n").answer();
            assertThat(answer).startsWith("200 ");
            return new FlatJson(answer.substring(4));
        }
    }

    /** Whatever operations an {@code ACCEPT} has, named or not, it is 202, and the framework goes on. */
    @Test
    void fact_36_112_whatever_operation_is_accepted_and_what_cannot_be_done_is_told() throws IOException {
        scheduler.begin(FRAMEWORK);
        for (Offer.Operation.Type type : List.of(
                Offer.Operation.Type.RESERVE,
                Offer.Operation.Type.CREATE_DISK,
                Offer.Operation.Type.LAUNCH_GROUP,
                Offer.Operation.Type.UNKNOWN)) {
            boolean isTold = type == Offer.Operation.Type.RESERVE || type == Offer.Operation.Type.CREATE_DISK;
            Offer offer = offer();
            Offer.Operation.Builder named = Offer.Operation.newBuilder().setType(type);
            named.getIdBuilder().setValue("named");
            assertThat(accept(
                            offer,
                            0,
                            named.build(),
                            Offer.Operation.newBuilder().setType(type).build()))
                    .as(type.name())
                    .isEqualTo("202 ");
            if (isTold) {
                assertThat(scheduler
                                .await(Event.Type.UPDATE_OPERATION_STATUS)
                                .getUpdateOperationStatus()
                                .getStatus()
                                .getMessage())
                        .isEqualTo("Operation requested feedback, but agent a1 does not have the required"
                                + " RESOURCE_PROVIDER capability");
            }
        }
        Offer offer = offer();
        accept(
                offer,
                0,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.CREATE)
                        .build(),
                launch("t", offer));
        TaskStatus refused = update();
        assertThat(refused.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(refused.getMessage()).startsWith("operation CREATE cannot be done");
        assertThat(scheduler.call(Call.Type.REVIVE)).isEqualTo("202 ");
    }

    private Offer offer() throws IOException {
        return scheduler.await(Event.Type.OFFERS).getOffers().getOffers(0);
    }

    private TaskStatus update() throws IOException {
        Event event = scheduler.next();
        while (event.getType() == Event.Type.HEARTBEAT || event.getType() == Event.Type.OFFERS) {
            event = scheduler.next();
        }
        assertThat(event.getType()).isEqualTo(Event.Type.UPDATE);
        return event.getUpdate().getStatus();
    }

    private void acknowledge(TaskStatus status) throws IOException {
        assertThat(scheduler.call(Call.Type.ACKNOWLEDGE, call -> {
                    call.getAcknowledgeBuilder()
                            .setAgentId(status.getAgentId())
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid());
                    return call;
                }))
                .isEqualTo("202 ");
    }

    private static ByteString uuid(int last) {
        return ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, (byte) last});
    }

    private void launch(Offer offer, String task) throws IOException {
        assertThat(accept(offer, 3600, launch(task, offer))).isEqualTo("202 ");
    }

    private String accept(Offer offer, double refuse, Offer.Operation... operations) throws IOException {
        return scheduler.call(Call.Type.ACCEPT, call -> {
            call.getAcceptBuilder()
                    .addOfferIds(offer.getId())
                    .addAllOperations(List.of(operations))
                    .getFiltersBuilder()
                    .setRefuseSeconds(refuse);
            return call;
        });
    }

    private static Offer.Operation launch(String task, Offer offer) {
        TaskInfo.Builder info = TaskInfo.newBuilder().setName(task).setAgentId(offer.getAgentId());
        info.getTaskIdBuilder().setValue(task);
        info.getCommandBuilder().setValue("sleep 1000");
        info.addResources(scalar("cpus", 1)).addResources(scalar("mem", 128));
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(info))
                .build();
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }
}
