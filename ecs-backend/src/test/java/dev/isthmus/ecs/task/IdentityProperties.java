package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** Identity survives the way through ECS, whatever characters a framework uses. */
class IdentityProperties {

    @Property
    void who_a_task_is_is_read_back(
            @ForAll @NotEmpty String framework,
            @ForAll @NotEmpty String task,
            @ForAll @IntRange(min = 0, max = 100_000) int cpus,
            @ForAll @IntRange(min = 0, max = 65_535) int port,
            @ForAll @LongRange(min = -1) long limit,
            @ForAll @StringLength(max = Memo.LONGEST) String memo,
            @ForAll @LongRange(min = 0) long epoch) {
        Assume.that(memo.chars().noneMatch(Character::isISOControl));
        LaunchedTask written = new LaunchedTask(
                LaunchId.of(new FrameworkId(framework), new TaskId(task), "offer"),
                new FrameworkId(framework),
                new TaskId(task),
                new AgentId("agent"),
                Resources.of(
                        Dialect.MESOS,
                        Map.of(
                                ResourceName.CPUS, Amount.ofThousandths(cpus),
                                ResourceName.PORTS, PortRanges.of(port, port))),
                limit < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(limit)),
                new Memo(memo),
                epoch < 1 ? Optional.empty() : Optional.of(new Epoch(epoch)));
        TaskView view = new TaskView(
                "arn",
                1,
                "RUNNING",
                "RUNNING",
                Optional.empty(),
                Identity.mark(written.framework()),
                Identity.write(written),
                "main",
                List.of(),
                "",
                "",
                "",
                new Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(Identity.read(view)).contains(written);
    }

    @Property
    void mark_fits_start_task(@ForAll @NotEmpty String framework) {
        assertThat(Identity.mark(new FrameworkId(framework))).matches("[A-Za-z0-9/_-]{1,36}");
    }

    @Property
    void reason_fits_stop_task(@ForAll String reason) {
        assertThat(Identity.stopReason(reason)).hasSizeLessThanOrEqualTo(255).startsWith("Isthmus: ");
    }
}
