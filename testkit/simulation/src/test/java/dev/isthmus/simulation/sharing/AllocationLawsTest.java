package dev.isthmus.simulation.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.simulation.framework.Tasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.AllocatorRun.Part;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Task;

/** The laws of who is offered what say what is wrong, and nothing of what is right, by what is seen of a master that a test makes up. */
class AllocationLawsTest {

    private static final DriverLife MASTER = DriverLife.ofMaster(1);
    private static final ResourceName CPUS = new ResourceName("cpus");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Court court = new Court(() -> now);

    private Optional<String> broken() {
        return court.verdict().map(BrokenLaw::rule);
    }

    // What a run sees.

    private static ScalarQuantities cpus(int amount) {
        return ScalarQuantities.of(new TreeMap<>(Map.of(CPUS, Amount.of(amount))));
    }

    private static Part part(String framework, String role, String agent, int cpus) {
        return new Part(framework, role, agent, cpus(cpus));
    }

    /** On 20 CPUs. */
    private static AllocatorRun run(List<Part> held, List<Part> granted, Map<String, Integer> weights) {
        SortedMap<String, Amount> set = new TreeMap<>();
        weights.forEach((role, weight) -> set.put(role, Amount.of(weight)));
        return new AllocatorRun(
                held,
                granted,
                cpus(20),
                true,
                new TreeMap<>(Map.of("a", "heavy", "b", "light", "c", "light")),
                set,
                new TreeMap<>());
    }

    private static AllocatorRun with(AllocatorRun run, String role, RoleQuota quota) {
        return new AllocatorRun(
                run.held(),
                run.granted(),
                run.total(),
                run.isSettled(),
                run.contenders(),
                run.weights(),
                new TreeMap<>(Map.of(role, quota)));
    }

    private LeastShare thatAllWant() {
        LeastShare law = new LeastShare(court);
        List.of("a", "b", "c").forEach(framework -> offers(law, framework, "of " + framework, "before"));
        return law;
    }

    private void offers(WorldLaw law, String framework, String offer, String agent) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.OFFERS);
        Offer.Builder made = event.getOffersBuilder().addOffersBuilder().setHostname(agent);
        made.getIdBuilder().setValue(offer);
        made.getFrameworkIdBuilder().setValue(framework);
        made.getSlaveIdBuilder().setValue(agent);
        made.addResources(Tasks.scalar("cpus", 4));
        law.masterSent(MASTER, new SentEvent(framework, 1, event.build()));
    }

    private void calls(WorldLaw law, String framework, Call.Type type, int refuseSeconds, String... offers) {
        Call.Builder call = Call.newBuilder().setType(type);
        call.getFrameworkIdBuilder().setValue(framework);
        if (type == Call.Type.DECLINE) {
            call.getDeclineBuilder().getFiltersBuilder().setRefuseSeconds(refuseSeconds);
            for (String offer : offers) {
                call.getDeclineBuilder().addOfferIds(OfferID.newBuilder().setValue(offer));
            }
        }
        law.machineTook(MASTER, call.build());
    }

    @Test
    void required_WD20_who_has_the_larger_share_and_gets_more_is_found() {
        List<Part> held = List.of(part("b", "light", "a1", 4), part("c", "light", "a2", 4));
        LeastShare law = thatAllWant();
        law.allocated(MASTER, run(held, List.of(part("a", "heavy", "a3", 4), part("a", "heavy", "a4", 4)), Map.of()));
        assertThat(broken()).as("it has as much when it gets the second").isEmpty();
        law.allocated(MASTER, run(held, List.of(part("b", "light", "a3", 4)), Map.of()));
        assertThat(broken()).contains("R-WD-20");
    }

    @Test
    void required_WD20_what_is_granted_counts_from_the_next_agent_on() {
        List<Part> held = List.of(part("b", "light", "a1", 4));
        LeastShare law = thatAllWant();
        List<Part> granted =
                List.of(part("a", "heavy", "a2", 1), part("b", "light", "a2", 3), part("a", "heavy", "a3", 4));
        law.allocated(MASTER, run(List.of(), granted.subList(0, 2), Map.of()));
        assertThat(broken()).as("both had nothing").isEmpty();
        law.allocated(MASTER, run(held, granted.subList(1, 2), Map.of()));
        assertThat(broken()).as("a had nothing").contains("R-WD-20");
    }

    @Test
    void required_WD20_in_a_role_the_framework_of_the_least_share_comes_first() {
        LeastShare law = thatAllWant();
        law.allocated(
                MASTER,
                run(List.of(part("b", "light", "a1", 1)), List.of(part("c", "light", "a2", 4)), Map.of("light", 9)));
        assertThat(broken()).as("a has nothing").contains("R-WD-20");
    }

    @Test
    void required_WD20_a_role_may_have_as_many_times_more_as_it_weighs() {
        List<Part> granted = List.of(part("a", "heavy", "a3", 4));
        LeastShare law = thatAllWant();
        List<Part> held = List.of(part("a", "heavy", "a1", 7), part("b", "light", "a2", 4));
        law.allocated(MASTER, run(held, granted, Map.of("heavy", 2)));
        assertThat(broken()).isEmpty();
        law.allocated(MASTER, run(held, granted, Map.of("heavy", 1)));
        assertThat(broken()).as("the weight is not taken for more than it is").contains("R-WD-20");
    }

    /** The same run with roles in a tree. */
    private static AllocatorRun inTree(List<Part> held, Part granted, Map<String, ScalarQuantities> reserved) {
        return new AllocatorRun(
                held,
                List.of(granted),
                cpus(20),
                true,
                new TreeMap<>(Map.of("a", "web/a", "b", "web/b", "c", "batch")),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(reserved));
    }

    @Test
    void required_WD20_what_is_held_below_a_role_is_held_by_it() {
        List<Part> held = List.of(part("a", "web/a", "a1", 4), part("c", "batch", "a2", 8));
        LeastShare law = thatAllWant();
        law.allocated(MASTER, inTree(held, part("b", "web/b", "a3", 4), Map.of()));
        assertThat(broken()).as("web has less, and in it web/b").isEmpty();
        law.allocated(MASTER, inTree(held.subList(0, 1), part("b", "web/b", "a3", 4), Map.of()));
        assertThat(broken()).as("batch has nothing").contains("R-WD-20");
    }

    @Test
    void required_WD20_below_a_role_the_least_share_comes_first() {
        List<Part> held = List.of(part("a", "web/a", "a1", 4), part("c", "batch", "a2", 8));
        LeastShare law = thatAllWant();
        law.allocated(MASTER, inTree(held, part("a", "web/a", "a3", 4), Map.of()));
        assertThat(broken()).contains("R-WD-20");
    }

    @Test
    void required_WD20_what_is_reserved_for_a_role_nobody_else_might_have_had() {
        LeastShare law = thatAllWant();
        List<Part> held = List.of(part("a", "web/a", "a1", 4));
        Part reserved = new Part("a", "web/a", "a3", cpus(0), new TreeMap<>(Map.of("web/a", cpus(4))));
        law.allocated(MASTER, inTree(held, reserved, Map.of("web/a", cpus(4))));
        assertThat(broken()).isEmpty();
        Part ofBoth = new Part("a", "web/a", "a3", cpus(0), new TreeMap<>(Map.of("web", cpus(4))));
        law.allocated(MASTER, inTree(held, ofBoth, Map.of("web", cpus(4))));
        assertThat(broken()).as("what is reserved for web is for web/b, too").contains("R-WD-20");
    }

    @Test
    void required_WD20_who_may_not_have_an_agent_is_passed_over() {
        LeastShare law = thatAllWant();
        law.instanceChanged(ContainerInstance.builder()
                .containerInstanceArn("arn/a3")
                .registeredResources(
                        Resource.builder().name("GPU").stringSetValue("one").build())
                .build());
        List.of("b", "c").forEach(framework -> calls(law, framework, Call.Type.SUBSCRIBE, 0));
        List.of("b", "c").forEach(framework -> offers(law, framework, "again " + framework, "before"));
        List<Part> held = List.of(part("a", "heavy", "a1", 4));
        law.allocated(MASTER, run(held, List.of(part("a", "heavy", "a3", 4)), Map.of()));
        assertThat(broken()).as("neither of the others can use GPUs").isEmpty();
        law.allocated(MASTER, run(held, List.of(part("a", "heavy", "a4", 4)), Map.of()));
        assertThat(broken()).contains("R-WD-20");
    }

    @Test
    void required_WD23_what_is_reserved_and_held_below_counts_within_a_limit() {
        RoleQuota limit = new RoleQuota(ScalarQuantities.NONE, new TreeMap<>(Map.of(CPUS, Amount.of(8))));
        List<Part> held = List.of(part("b", "heavy/x", "a1", 2));
        for (int granted = 2; granted <= 3; granted++) {
            new QuotasKept(court)
                    .allocated(
                            MASTER,
                            new AllocatorRun(
                                    held,
                                    List.of(part("a", "heavy", "a2", granted)),
                                    cpus(20),
                                    true,
                                    new TreeMap<>(Map.of("a", "heavy")),
                                    new TreeMap<>(),
                                    new TreeMap<>(Map.of("heavy", limit)),
                                    new TreeMap<>(Map.of("heavy/y", cpus(4)))));
            assertThat(broken().isPresent())
                    .as("%d of 2 that are left", granted)
                    .isEqualTo(granted > 2);
        }
    }

    @Test
    void required_WD20_who_does_not_want_it_is_passed_over() {
        LeastShare law = thatAllWant();
        List<Part> held = List.of(part("a", "heavy", "a1", 4));
        List<Part> granted = List.of(part("a", "heavy", "a3", 4));
        calls(law, "b", Call.Type.SUPPRESS, 0);
        offers(law, "c", "o1", "a3");
        calls(law, "c", Call.Type.DECLINE, 60, "o1");
        law.allocated(MASTER, run(held, granted, Map.of()));
        assertThat(broken()).as("b has suppressed, c has refused").isEmpty();
        calls(law, "c", Call.Type.REVIVE, 0);
        law.allocated(MASTER, run(held, granted, Map.of()));
        assertThat(broken()).contains("R-WD-20");
    }

    @Test
    void required_WD20_a_filter_holds_for_its_time() {
        LeastShare law = thatAllWant();
        calls(law, "b", Call.Type.SUPPRESS, 0);
        offers(law, "c", "o1", "a3");
        calls(law, "c", Call.Type.DECLINE, 60, "o1");
        now = now.plusSeconds(63);
        law.allocated(
                MASTER, run(List.of(part("a", "heavy", "a1", 4)), List.of(part("a", "heavy", "a3", 4)), Map.of()));
        assertThat(broken()).contains("R-WD-20");
    }

    @Test
    void required_WD20_a_role_at_its_limit_is_passed_over() {
        LeastShare law = thatAllWant();
        AllocatorRun run = run(List.of(part("a", "heavy", "a1", 8)), List.of(part("a", "heavy", "a3", 4)), Map.of());
        law.allocated(MASTER, with(run, "light", limit(3)));
        assertThat(broken()).isEmpty();
        law.allocated(MASTER, with(run, "light", limit(4)));
        assertThat(broken()).contains("R-WD-20");
    }

    private static RoleQuota limit(int cpus) {
        return new RoleQuota(ScalarQuantities.NONE, new TreeMap<>(Map.of(CPUS, Amount.of(cpus))));
    }

    @Test
    void required_WD23_what_is_offered_beyond_a_limit_is_found() {
        QuotasKept law = new QuotasKept(court);
        AllocatorRun run = run(
                List.of(part("a", "heavy", "a1", 4)),
                List.of(part("a", "heavy", "a2", 4), part("a", "heavy", "a3", 4)),
                Map.of());
        law.allocated(MASTER, with(run, "heavy", limit(12)));
        assertThat(broken()).isEmpty();
        law.allocated(MASTER, with(run, "heavy", limit(11)));
        assertThat(broken()).contains("R-WD-23");
    }

    @Test
    void required_WD23_what_is_offered_of_what_is_guaranteed_to_others_is_found() {
        QuotasKept law = new QuotasKept(court);
        List<Part> held = List.of(part("a", "heavy", "a1", 12));
        RoleQuota six = new RoleQuota(cpus(6), new TreeMap<>());
        law.allocated(MASTER, with(run(held, List.of(part("b", "light", "a2", 8)), Map.of()), "light", six));
        law.allocated(MASTER, with(run(held, List.of(part("a", "heavy", "a2", 2)), Map.of()), "light", six));
        assertThat(broken()).as("two CPUs are to spare").isEmpty();
        law.allocated(MASTER, with(run(held, List.of(part("a", "heavy", "a2", 3)), Map.of()), "light", six));
        assertThat(broken()).contains("R-WD-23");
    }

    // What worlds see.

    private static ContainerInstance instance(String agent, int cpu) {
        return ContainerInstance.builder()
                .containerInstanceArn("arn:aws:ecs:us-east-1:1:container-instance/c/" + agent)
                .status("ACTIVE")
                .agentConnected(true)
                .registeredResources(
                        Resource.builder().name("CPU").integerValue(cpu).build())
                .build();
    }

    private void subscribes(WorldLaw law, String framework, String role) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        call.getFrameworkIdBuilder().setValue(framework);
        call.getSubscribeBuilder()
                .getFrameworkInfoBuilder()
                .setUser("")
                .setName(framework)
                .addRoles(role);
        law.machineTook(MASTER, call.build());
    }

    private EvenlyShared ofFourAgents(int cpuOfTheLast, String roleOfB) {
        EvenlyShared law = new EvenlyShared(court);
        for (int i = 1; i <= 4; i++) {
            law.instanceChanged(instance("a" + i, i == 4 ? cpuOfTheLast : 4096));
        }
        subscribes(law, "a", "r");
        subscribes(law, "b", roleOfB);
        offers(law, "b", "of a4", "a4");
        offers(law, "a", "of a3", "a3");
        now = now.plusSeconds(1);
        return law;
    }

    private void threeOfFour(EvenlyShared law, String... agents) {
        for (String agent : agents) {
            offers(law, agent.equals("a4") ? "b" : "a", "of " + agent, agent);
        }
        law.stepped();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "another"})
    void required_WD24_who_has_two_more_than_another_is_found(String roleOfB) {
        EvenlyShared law = ofFourAgents(4096, roleOfB);
        threeOfFour(law, "a1", "a2", "a3");
        assertThat(broken())
                .as("a4 was given before both had been offered something")
                .isEmpty();
        threeOfFour(law, "a4");
        assertThat(broken()).contains("R-WD-24");
    }

    @Test
    void required_WD24_agents_that_differ_are_not_counted() {
        threeOfFour(ofFourAgents(2048, "r"), "a1", "a2", "a3", "a4");
        assertThat(broken()).isEmpty();
    }

    @Test
    void required_WD24_who_declines_something_need_not_have_as_much() {
        EvenlyShared law = ofFourAgents(4096, "r");
        calls(law, "b", Call.Type.DECLINE, 0, "of a4");
        threeOfFour(law, "a1", "a2", "a3", "a4");
        assertThat(broken()).isEmpty();
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ServedInTime withOneAgent() {
        ServedInTime law = new ServedInTime(court, TIMEOUT);
        law.began(MASTER);
        law.instanceChanged(instance("a1", 4096));
        subscribes(law, "waits", "r");
        subscribes(law, "keeps", "r");
        return law;
    }

    private void passes(WorldLaw law, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            law.stepped();
        }
    }

    private void isOffered(ServedInTime law, String framework) {
        offers(law, framework, "o", "a1");
        law.stepped();
        Event.Builder rescind = Event.newBuilder().setType(Event.Type.RESCIND);
        rescind.getRescindBuilder().getOfferIdBuilder().setValue("o");
        law.masterSent(MASTER, new SentEvent(framework, 1, rescind.build()));
    }

    @Test
    void required_WD25_who_waits_longer_than_the_bound_is_found() {
        ServedInTime law = withOneAgent();
        passes(law, 41 + 12);
        assertThat(broken()).as("two turns of 6.1 s may pass").isEmpty();
        passes(law, 1);
        assertThat(broken()).contains("R-WD-25");
    }

    @Test
    void required_WD25_a_turn_more_for_each_offer_that_others_were_made_fewer() {
        ServedInTime law = withOneAgent();
        isOffered(law, "waits");
        isOffered(law, "waits");
        calls(law, "keeps", Call.Type.SUPPRESS, 0);
        passes(law, 41 + 24);
        assertThat(broken()).as("four turns of 6.1 s may pass").isEmpty();
        passes(law, 1);
        assertThat(broken()).contains("R-WD-25");
    }

    @Test
    void required_WD25_who_is_served_or_has_something_does_not_wait() {
        ServedInTime law = withOneAgent();
        for (int i = 0; i < 10; i++) {
            passes(law, 10);
            isOffered(law, "waits");
            isOffered(law, "keeps");
        }
        offers(law, "waits", "kept", "a1");
        offers(law, "keeps", "kept, too", "a1");
        passes(law, 1000);
        assertThat(broken()).isEmpty();
    }

    @Test
    void required_WD25_while_something_goes_wrong_nobody_waits() {
        ServedInTime law = withOneAgent();
        law.fair(false);
        passes(law, 1000);
        assertThat(broken()).isEmpty();
        law.fair(true);
        passes(law, 100);
        assertThat(broken()).contains("R-WD-25");
    }

    private static Task others(String agent, String status) {
        return Task.builder()
                .taskArn("t")
                .containerInstanceArn(agent)
                .lastStatus(status)
                .build();
    }

    @Test
    void required_WD26_a_launch_for_which_there_is_no_room_is_found() {
        RoomFound law = new RoomFound(court);
        law.began(MASTER);
        law.taskChanged(others("a1", "RUNNING"));
        law.foundNoRoom("a1");
        assertThat(broken()).as("others have something there").isEmpty();
        law.taskChanged(others("a1", "STOPPED"));
        law.fair(false);
        law.foundNoRoom("a1");
        assertThat(broken()).as("something goes wrong").isEmpty();
        law.fair(true);
        now = now.plus(Duration.ofMinutes(2));
        law.foundNoRoom("a1");
        assertThat(broken()).contains("R-WD-26");
    }

    @Test
    void required_WD26_what_an_earlier_master_has_launched_may_turn_up() {
        RoomFound law = new RoomFound(court);
        law.began(MASTER);
        law.ended(MASTER);
        law.began(DriverLife.ofMaster(2));
        law.foundNoRoom("a1");
        assertThat(broken()).isEmpty();
        now = now.plus(Duration.ofMinutes(3));
        law.foundNoRoom("a1");
        assertThat(broken()).contains("R-WD-26");
    }
}
