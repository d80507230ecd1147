package dev.isthmus.ecs.launch.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.fetch.FetchPaths;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.plan.Sandboxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * TR-01 goes on to hold behind the translators: what ECS accounts for a task with a container that fetches for it, or for a group of such tasks, is
 * what the task takes, and no more.
 */
class FetcherFitProperties {

    private static final Planner PLANNER = new Planner(Defaults.builder()
            .image(Optional.of("busybox"))
            .sandboxes(new Sandboxes(true, Optional.of("curl"), FetchPaths.none(), Duration.ZERO))
            .build());

    /**
     * What is asked for.
     *
     * @param limit MiB above what is accounted; a fraction of one where the demand was rounded
     */
    record Asked(long cpu, long memory, Amount limit, boolean uris, boolean image) {}

    @Provide
    Arbitrary<Asked> asked() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_096),
                        Arbitraries.longs().between(12, 100_000),
                        Arbitraries.longs().between(0, 3_000),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((cpu, memory, more, uris, image) ->
                        new Asked(cpu, memory, Amount.ofThousandths(memory * 1_000 + more), uris, image));
    }

    private static Launch launch(int number, Asked asked) {
        TaskId id = new TaskId("t" + number);
        Command command = new Command(
                false,
                Optional.of("run"),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                asked.uris() ? List.of(CommandUri.of("http://files/a")) : List.of());
        FrameworkId framework = new FrameworkId("f");
        return new Launch(
                new LaunchedTask(
                        LaunchId.of(framework, id, "o"),
                        framework,
                        id,
                        new AgentId("a"),
                        Resources.none(Dialect.MESOS)),
                "f",
                new Taken(
                        Resources.none(Dialect.ECS)
                                .with(ResourceName.ECS_CPU, Amount.of(asked.cpu()))
                                .with(ResourceName.ECS_MEMORY, Amount.of(asked.memory())),
                        Resources.none(Dialect.ECS).with(ResourceName.ECS_MEMORY, asked.limit())),
                new TaskSpec(
                        id.value(),
                        command,
                        asked.image() ? Container.ofImage("app") : Container.NONE,
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static StartRequest request(List<Launch> launches) throws StartRequests.InvalidLaunchException {
        LaunchPlanner orders = new LaunchPlanner(PLANNER);
        LaunchPlanner.Made made =
                launches.size() == 1 ? orders.of(launches.get(0)) : orders.of(new GroupLaunch(launches));
        return StartRequests.unbounded(((LaunchPlanner.Good) made).order());
    }

    /** As ECS does: a reservation where there is one, else the limit; of the fetcher that of its definition. */
    private static long accountedMemory(StartRequest request) {
        return request.parts().stream()
                .map(StartRequest.Part::sizes)
                .mapToLong(
                        sizes -> sizes.memoryReservation().orElse(sizes.memory().orElse(Fetcher.MEMORY)))
                .sum();
    }

    private static long accountedCpu(StartRequest request) {
        return request.parts().stream()
                .mapToLong(part -> part.sizes().cpu().orElse(0))
                .sum();
    }

    @Property(tries = 300)
    void what_ecs_accounts_is_what_the_tasks_take(
            @ForAll("asked") Asked only, @ForAll @Size(max = 3) List<@From("asked") Asked> more)
            throws StartRequests.InvalidLaunchException {
        List<Asked> all = new ArrayList<>(more);
        all.add(only);
        List<Launch> launches = new ArrayList<>();
        all.forEach(each -> launches.add(launch(launches.size(), each)));
        StartRequest request = request(launches);
        assertThat(accountedMemory(request))
                .isEqualTo(all.stream().mapToLong(Asked::memory).sum());
        assertThat(accountedCpu(request))
                .isEqualTo(all.stream().mapToLong(Asked::cpu).sum());
        for (int i = 0; i < all.size(); i++) {
            StartRequest.Sizes sizes = request.parts().get(i).sizes();
            assertThat((long) sizes.memory().orElseThrow())
                    .as("the limit is its own")
                    .isEqualTo(all.get(i).limit().wholeUp());
            sizes.memoryReservation()
                    .ifPresent(reserved -> assertThat(reserved)
                            .as("ECS wants it below the limit, and Docker 6 at least")
                            .isBetween(6, sizes.memory().orElseThrow() - 1));
        }
    }

    @Property(tries = 50)
    void below_twelve_there_is_no_room_for_both(@ForAll("asked") Asked asked, @ForAll("small") long memory) {
        Asked small = new Asked(asked.cpu(), memory, Amount.of(memory), true, true);
        assertThatThrownBy(() -> request(List.of(launch(0, small))))
                .isInstanceOf(StartRequests.InvalidLaunchException.class)
                .hasMessageContaining("at least 12");
    }

    @Provide
    Arbitrary<Long> small() {
        return Arbitraries.longs().between(0, 11);
    }
}
