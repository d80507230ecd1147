package dev.isthmus.simulation.eligible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.simulation.framework.Tasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.simulation.verdict.Court;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** The laws of what is for whom say what is wrong, and nothing of what is right, by what is seen of a master that a test makes up. */
class EligibleLawsTest {

    private static final DriverLife MASTER = DriverLife.ofMaster(1);

    private final Court court = new Court(() -> Instant.parse("2026-01-01T00:00:00Z"));

    private Optional<String> broken() {
        return court.verdict().map(BrokenLaw::rule);
    }

    private static software.amazon.awssdk.services.ecs.model.Resource registered(String name, int amount) {
        return software.amazon.awssdk.services.ecs.model.Resource.builder()
                .name(name)
                .integerValue(amount)
                .build();
    }

    /** An instance of 4 CPUs and 8 GiB. */
    private static ContainerInstance.Builder instance(String agent) {
        return ContainerInstance.builder()
                .containerInstanceArn("arn/" + agent)
                .status("ACTIVE")
                .agentConnected(true)
                .registeredResources(registered("CPU", 4096), registered("MEMORY", 8192));
    }

    private static ContainerInstance withGpus(String agent) {
        return instance(agent)
                .registeredResources(
                        registered("CPU", 4096),
                        software.amazon.awssdk.services.ecs.model.Resource.builder()
                                .name("GPU")
                                .stringSetValue("gpu-1")
                                .build())
                .build();
    }

    private static void subscribes(WorldLaw law, String framework, FrameworkInfo info, OfferConstraints constraints) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        call.getFrameworkIdBuilder().setValue(framework);
        call.getSubscribeBuilder().setFrameworkInfo(info).setOfferConstraints(constraints);
        law.machineTook(MASTER, call.build());
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private static FrameworkInfo.Builder of(String role) {
        return FrameworkInfo.newBuilder().setUser("").setName("").setRole(role);
    }

    private static void offers(WorldLaw law, String framework, String agent, Resource... resources) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.OFFERS);
        Offer.Builder made = event.getOffersBuilder().addOffersBuilder().setHostname(agent);
        made.getIdBuilder().setValue("o");
        made.getFrameworkIdBuilder().setValue(framework);
        made.getSlaveIdBuilder().setValue(agent);
        made.addAllResources(List.of(resources));
        law.masterSent(MASTER, new SentEvent(framework, 1, event.build()));
    }

    @SuppressWarnings("deprecation") // As above.
    private static Resource reserved(String role, double cpus) {
        return Tasks.scalar("cpus", cpus).toBuilder()
                .setRole(role)
                .setReservation(Resource.ReservationInfo.getDefaultInstance())
                .build();
    }

    private static void accepts(WorldLaw law, Offer.Operation.Type operation) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.ACCEPT);
        call.getFrameworkIdBuilder().setValue("a");
        call.getAcceptBuilder().addOperationsBuilder().setType(operation);
        law.machineTook(MASTER, call.build());
    }

    private ReservedForItsRole withReserved() {
        ReservedForItsRole law = new ReservedForItsRole(court);
        law.instanceChanged(instance("a1").build());
        subscribes(law, "a", of("web").build(), OfferConstraints.getDefaultInstance());
        subscribes(law, "below", of("web/a").build(), OfferConstraints.getDefaultInstance());
        subscribes(law, "beside", of("webmail").build(), OfferConstraints.getDefaultInstance());
        offers(law, "a", "a1", Tasks.scalar("cpus", 3), reserved("web", 1));
        return law;
    }

    @Test
    void required_WD40_what_is_reserved_goes_to_its_role_and_those_below_it() {
        ReservedForItsRole law = withReserved();
        offers(law, "below", "a1", reserved("web", 1));
        offers(law, "beside", "a1", Tasks.scalar("cpus", 3));
        assertThat(broken()).isEmpty();
        offers(law, "beside", "a1", reserved("web", 1));
        assertThat(broken()).contains("R-WD-40");
    }

    @Test
    void required_WD40_what_is_reserved_for_a_role_below_is_not_for_the_one_above() {
        ReservedForItsRole law = withReserved();
        offers(law, "a", "a1", reserved("web/a", 1));
        assertThat(broken()).contains("R-WD-40");
    }

    @Test
    void required_WD40_what_was_reserved_is_not_offered_to_anybody_until_it_is_unreserved() {
        ReservedForItsRole law = withReserved();
        accepts(law, Offer.Operation.Type.UNRESERVE);
        offers(law, "beside", "a1", Tasks.scalar("cpus", 4));
        assertThat(broken()).isEmpty();
        offers(law, "a", "a1", Tasks.scalar("cpus", 3), reserved("web", 1));
        accepts(law, Offer.Operation.Type.LAUNCH);
        offers(law, "beside", "a1", Tasks.scalar("cpus", 4));
        assertThat(broken()).contains("R-WD-40");
    }

    @Test
    void required_WD40_what_was_reserved_is_not_known_of_an_agent_that_was_away_nor_by_another_master() {
        ReservedForItsRole law = withReserved();
        law.instanceChanged(instance("a1").agentConnected(false).build());
        offers(law, "beside", "a1", Tasks.scalar("cpus", 4));
        offers(law, "a", "a1", Tasks.scalar("cpus", 3), reserved("web", 1));
        law.ended(MASTER);
        offers(law, "beside", "a1", Tasks.scalar("cpus", 4));
        assertThat(broken()).isEmpty();
    }

    @Test
    void required_WD41_an_agent_with_gpus_is_for_those_who_can_use_them() {
        GpusForThoseWhoCan law = new GpusForThoseWhoCan(court);
        law.instanceChanged(withGpus("a1"));
        law.instanceChanged(instance("a2").build());
        subscribes(
                law,
                "can",
                of("*").addCapabilities(Capability.newBuilder().setType(Capability.Type.GPU_RESOURCES))
                        .build(),
                OfferConstraints.getDefaultInstance());
        subscribes(law, "cannot", of("*").build(), OfferConstraints.getDefaultInstance());
        offers(law, "can", "a1", Tasks.scalar("cpus", 4));
        offers(law, "cannot", "a2", Tasks.scalar("cpus", 4));
        assertThat(broken()).isEmpty();
        offers(law, "cannot", "a1", Tasks.scalar("cpus", 4));
        assertThat(broken()).contains("R-WD-41");
    }

    @Test
    void required_WD42_what_is_offered_is_as_much_as_a_framework_says() {
        WorthAnOffer law = new WorthAnOffer(court);
        OfferFilters.Builder filters = OfferFilters.newBuilder();
        filters.getMinAllocatableResourcesBuilder()
                .addQuantities(ResourceQuantities.newBuilder()
                        .putQuantities(
                                "cpus", Value.Scalar.newBuilder().setValue(2).build()));
        subscribes(
                law,
                "a",
                of("web").putOfferFilters("web", filters.build()).build(),
                OfferConstraints.getDefaultInstance());
        offers(law, "a", "a1", Tasks.scalar("cpus", 1.5), reserved("web", 0.5));
        assertThat(broken()).as("both together are enough").isEmpty();
        offers(law, "a", "a1", Tasks.scalar("cpus", 1.5), Tasks.scalar("mem", 4096));
        assertThat(broken()).contains("R-WD-42");
    }

    @Test
    void required_WD42_who_says_nothing_is_offered_what_is_worth_it() {
        WorthAnOffer law = new WorthAnOffer(court);
        subscribes(law, "a", of("web").build(), OfferConstraints.getDefaultInstance());
        offers(law, "a", "a1", Tasks.scalar("cpus", 0.01));
        offers(law, "a", "a1", Tasks.scalar("mem", 32));
        assertThat(broken()).isEmpty();
        offers(law, "a", "a1", Tasks.scalar("cpus", 0.009), Tasks.scalar("mem", 31));
        assertThat(broken()).contains("R-WD-42");
    }

    @Test
    void required_WD43_an_agent_that_constraints_exclude_is_not_offered() {
        WithinConstraints law = new WithinConstraints(court);
        law.instanceChanged(instance("a1")
                .attributes(Attribute.builder().name("class").value("fast").build())
                .build());
        law.instanceChanged(instance("a2").build());
        AttributeConstraint.Builder there = AttributeConstraint.newBuilder();
        there.getSelectorBuilder().setAttributeName("class");
        there.getPredicateBuilder().setExists(AttributeConstraint.Predicate.Exists.getDefaultInstance());
        OfferConstraints.RoleConstraints.Builder ofRole = OfferConstraints.RoleConstraints.newBuilder();
        ofRole.addGroupsBuilder().addAttributeConstraints(there);
        OfferConstraints constraints = OfferConstraints.newBuilder()
                .putRoleConstraints("web", ofRole.build())
                .build();
        subscribes(law, "a", of("web").build(), constraints);
        subscribes(law, "b", of("batch").build(), constraints);
        offers(law, "a", "a1", Tasks.scalar("cpus", 4));
        offers(law, "b", "a2", Tasks.scalar("cpus", 4));
        assertThat(broken()).as("they are of another role").isEmpty();
        offers(law, "a", "a2", Tasks.scalar("cpus", 4));
        assertThat(broken()).contains("R-WD-43");
    }
}
