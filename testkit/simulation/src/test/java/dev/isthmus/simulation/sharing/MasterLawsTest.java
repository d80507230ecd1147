package dev.isthmus.simulation.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.simulation.verdict.Court;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** The laws of a master say what is wrong, and nothing of what is right, by what is seen of one that a test makes up. */
class MasterLawsTest {

    private static final DriverLife MASTER = DriverLife.ofMaster(1);

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Court court = new Court(() -> now);

    private Optional<String> broken() {
        return court.verdict().map(BrokenLaw::rule);
    }

    private static void sends(WorldLaw law, String framework, long stream, Event.Builder event) {
        law.masterSent(MASTER, new SentEvent(framework, stream, event.build()));
    }

    private static void subscribes(WorldLaw law, String framework, String role, long stream) {
        FrameworkInfo.Builder info =
                FrameworkInfo.newBuilder().setUser("").setName(framework).addRoles(role);
        info.getIdBuilder().setValue(framework);
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        call.getFrameworkIdBuilder().setValue(framework);
        call.getSubscribeBuilder().setFrameworkInfo(info);
        law.masterTook(MASTER, call.build());
        sends(law, framework, stream, Event.newBuilder().setType(Event.Type.SUBSCRIBED));
    }

    private static void offers(WorldLaw law, String framework, String offer, String agent) {
        Offer.Builder made = Offer.newBuilder().setHostname(agent);
        made.getIdBuilder().setValue(offer);
        made.getFrameworkIdBuilder().setValue(framework);
        made.getSlaveIdBuilder().setValue(agent);
        for (String name : List.of("cpus", "mem")) {
            made.addResources(Resource.newBuilder()
                    .setName(name)
                    .setType(Value.Type.SCALAR)
                    .setScalar(Value.Scalar.newBuilder().setValue(name.equals("cpus") ? 4 : 1024)));
        }
        Event.Builder event = Event.newBuilder().setType(Event.Type.OFFERS);
        event.getOffersBuilder().addOffers(made);
        sends(law, framework, 1, event);
    }

    private static void hasAgents(WorldLaw law, int count) {
        for (int i = 1; i <= count; i++) {
            law.instanceChanged(ContainerInstance.builder()
                    .containerInstanceArn("arn:aws:ecs:us-east-1:1:container-instance/c/a" + i)
                    .status("ACTIVE")
                    .agentConnected(true)
                    .registeredResources(List.of(resource("CPU", 4096), resource("MEMORY", 1024)))
                    .build());
        }
    }

    private static software.amazon.awssdk.services.ecs.model.Resource resource(String name, int amount) {
        return software.amazon.awssdk.services.ecs.model.Resource.builder()
                .name(name)
                .integerValue(amount)
                .build();
    }

    @Test
    void required_WD19_an_agent_that_is_offered_to_two_is_found() {
        PromisedToOne law = new PromisedToOne(court);
        hasAgents(law, 2);
        offers(law, "a", "o1", "a1");
        offers(law, "b", "o2", "a2");
        assertThat(broken()).isEmpty();
        offers(law, "b", "o3", "a1");
        assertThat(broken()).contains("R-WD-19");
    }

    @Test
    void required_WD19_what_was_rescinded_may_be_offered_to_another() {
        PromisedToOne law = new PromisedToOne(court);
        hasAgents(law, 1);
        offers(law, "a", "o1", "a1");
        Event.Builder rescind = Event.newBuilder().setType(Event.Type.RESCIND);
        rescind.getRescindBuilder().getOfferIdBuilder().setValue("o1");
        sends(law, "a", 1, rescind);
        offers(law, "b", "o2", "a1");
        law.masterHungUp(MASTER, "b");
        offers(law, "a", "o3", "a1");
        assertThat(broken()).isEmpty();
    }

    @Test
    void required_WD21_an_event_on_a_stream_that_is_over_is_found() {
        OneStream law = new OneStream(court);
        subscribes(law, "a", "r", 1);
        subscribes(law, "a", "r", 2);
        sends(law, "a", 1, Event.newBuilder().setType(Event.Type.ERROR));
        sends(law, "a", 2, Event.newBuilder().setType(Event.Type.HEARTBEAT));
        assertThat(broken()).isEmpty();
        sends(law, "a", 1, Event.newBuilder().setType(Event.Type.HEARTBEAT));
        assertThat(broken()).contains("R-WD-21");
    }

    @Test
    void required_WD22_an_id_that_is_taken_again_after_its_removal_is_found() {
        RemovedForGood law = new RemovedForGood(court);
        subscribes(law, "a", "r", 1);
        law.removed("a");
        subscribes(law, "b", "r", 1);
        assertThat(broken()).isEmpty();
        subscribes(law, "a", "r", 2);
        assertThat(broken()).contains("R-WD-22");
    }
}
