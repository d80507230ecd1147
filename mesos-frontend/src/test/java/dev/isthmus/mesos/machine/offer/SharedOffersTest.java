package dev.isthmus.mesos.machine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.agent.AgentTracker;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several frameworks of one master: an offer is one framework's, and what it promises nobody else's. */
class SharedOffersTest {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
    private static final ClusterDescription CLUSTER =
            new ClusterDescription("test", Optional.of("us-east-1"), "10.0.0.1", 443);
    private static final UUID ID = new UUID(7, 0);

    private final MasterState master = new MasterState(new MasterMachineOptions(
            ID,
            Presence.STREAMING,
            Policy.DEFAULT,
            CLUSTER,
            name -> agent -> !name.equals("picky") || agent.id().value().equals("a2"),
            Duration.ZERO,
            TRANSLATORS,
            Settings.none(),
            () -> new UUID(7, 1)));
    private final OutstandingOffers offers = new OutstandingOffers(master);
    private final AgentTracker agents = new AgentTracker(master, offers);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    SharedOffersTest() {
        master.time().now(now);
    }

    private FrameworkState framework(String id) {
        return framework(id, "fw");
    }

    private FrameworkState framework(String id, String name) {
        FrameworkState state = new FrameworkState(
                new MachineOptions(
                        Messages.framework().toBuilder().setName(name).build(),
                        new FrameworkId(id),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        OfferConstraints.getDefaultInstance(),
                        true),
                master);
        state.start();
        state.register();
        state.inventoryComplete();
        state.recovered(true);
        master.allocator().describe(state.framework(), List.of(), OfferConstraints.getDefaultInstance());
        return state;
    }

    private void second() {
        now = now.plusSeconds(1);
        master.time().now(now);
        offers.run();
    }

    /** What each framework is offered and loses, in order. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (MasterOutput output : master.drain()) {
            String framework = output.framework().map(FrameworkId::value).orElse("all");
            if (output.output() instanceof Callback.Offers made) {
                made.offers().forEach(offer -> {
                    assertThat(offer.getFrameworkId().getValue()).isEqualTo(framework);
                    told.add(framework + " " + offer.getSlaveId().getValue());
                });
            } else if (output.output() instanceof Callback.Rescinded) {
                told.add(framework + " loses one");
            }
        }
        return told;
    }

    private String offerOf(String framework) {
        return master.offers().all().stream()
                .filter(offer -> offer.framework().value().equals(framework))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void agents_are_shared_and_what_one_is_offered_no_other_is() {
        framework("f1");
        framework("f2");
        for (int i = 1; i <= 4; i++) {
            agents.seen(Messages.agent("a" + i));
        }
        assertThat(told()).containsExactly("f1 a1", "f2 a2", "f1 a3", "f2 a4");
        second();
        assertThat(told()).isEmpty();
    }

    @Test
    void an_agent_is_offered_to_those_whose_tasks_can_run_on_it() {
        framework("f1", "picky");
        agents.seen(Messages.agent("a1"));
        second();
        assertThat(told()).isEmpty();
        agents.seen(Messages.agent("a2"));
        framework("f2", "fw");
        second();
        assertThat(told()).containsExactly("f1 a2", "f2 a1");
    }

    @Test
    void what_one_declines_the_other_is_offered() {
        FrameworkState first = framework("f1");
        agents.seen(Messages.agent("a1"));
        framework("f2");
        assertThat(told()).containsExactly("f1 a1");
        new OfferCalls(first, offers).decline(new Call.Decline(offerOf("f1"), 60));
        second();
        assertThat(told()).containsExactly("f2 a1");
    }

    @Test
    void what_is_taken_back_is_told_to_whom_it_was_offered() {
        framework("f1");
        framework("f2");
        agents.seen(Messages.agent("a1"));
        agents.seen(Messages.agent("a2"));
        told();
        agents.seen(Messages.agent("a2").toBuilder().state(AgentState.DRAINING).build());
        assertThat(told()).containsExactly("f2 loses one");
    }

    @Test
    void who_is_cut_off_loses_its_own_offers_only() {
        FrameworkState first = framework("f1");
        framework("f2");
        agents.seen(Messages.agent("a1"));
        agents.seen(Messages.agent("a2"));
        told();
        first.cutOff();
        master.offers().clear(first.framework().id());
        master.allocator().deactivate(first.framework().id());
        second();
        assertThat(told()).containsExactly("f2 a1");
        assertThat(master.offers().promisedOf(new AgentId("a2")).isEmpty()).isFalse();
    }

    @Test
    void offers_are_made_while_anybody_is_ready() {
        FrameworkState first = framework("f1");
        FrameworkState second = framework("f2");
        first.cutOff();
        second.cutOff();
        agents.seen(Messages.agent("a1"));
        assertThat(told()).isEmpty();
        second.inventoryComplete();
        master.allocator().deactivate(first.framework().id());
        second();
        assertThat(told()).containsExactly("f2 a1");
    }
}
