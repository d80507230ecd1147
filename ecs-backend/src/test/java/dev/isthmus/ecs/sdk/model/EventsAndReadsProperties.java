package dev.isthmus.ecs.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.event.StateChangeParser;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** An event and a read of the same task say the same of it, so that both can pass one gate. */
class EventsAndReadsProperties {

    private static final List<String> STATES = List.of("PROVISIONING", "PENDING", "RUNNING", "STOPPING", "STOPPED");

    @Property(tries = 300)
    void event_says_what_a_read_says_but_for_health(@ForAll Random chance) {
        Task task = task(chance);
        StateChange.OfTask heard = (StateChange.OfTask) StateChangeParser.parse(EventText.of(task));
        assertThat(withoutHealth(heard.task())).isEqualTo(withoutHealth(Views.task(task)));
    }

    @Property(tries = 300)
    void event_of_which_anything_is_missing_or_of_another_type_harms_nothing(@ForAll Random chance) {
        String text = EventText.of(task(chance));
        List<String> names = List.of(
                "version",
                "containers",
                "overrides",
                "exitCode",
                "createdAt",
                "desiredStatus",
                "environment",
                "name",
                "networkBindings",
                "hostPort",
                "containerOverrides",
                "value",
                "networkInterfaces",
                "startedBy");
        String name = names.get(chance.nextInt(names.size()));
        String other = chance.nextBoolean()
                ? text.replace("\"" + name + "\":", "\"x" + name + "\":")
                : text.replace("\"" + name + "\":", "\"" + name + "\":[{\"a\":-1.5e99}],\"y" + name + "\":");
        assertThat(StateChangeParser.parse(other)).as(other).isInstanceOf(StateChange.OfTask.class);
    }

    private static TaskView withoutHealth(TaskView view) {
        List<ContainerView> containers = view.containers().stream()
                .map(each -> new ContainerView(
                        each.name(),
                        each.exitCode(),
                        each.reason(),
                        each.addresses(),
                        each.ports(),
                        "",
                        each.fetches()))
                .toList();
        return new TaskView(
                view.arn(),
                view.version(),
                view.lastStatus(),
                view.desiredStatus(),
                view.instanceArn(),
                view.startedBy(),
                view.identity(),
                view.mainContainer(),
                containers,
                "",
                view.stopCode(),
                view.stoppedReason(),
                view.times(),
                view.members());
    }

    private Task task(Random chance) {
        Task.Builder task = Task.builder()
                .taskArn("arn:aws:ecs:eu-west-1:1:task/c/" + chance.nextInt(9))
                .clusterArn("arn:aws:ecs:eu-west-1:1:cluster/c")
                .version((long) chance.nextInt(50))
                .lastStatus(STATES.get(chance.nextInt(STATES.size())))
                .desiredStatus(chance.nextBoolean() ? "RUNNING" : "STOPPED")
                .startedBy(perhaps(chance, "isthmus/12").orElse(null))
                .containerInstanceArn(perhaps(chance, "arn:aws:ecs:eu-west-1:1:container-instance/c/i")
                        .orElse(null))
                .stopCode(perhaps(chance, "UserInitiated").orElse(null))
                .stoppedReason(perhaps(chance, "Isthmus: \"enough\" \\ é").orElse(null))
                .createdAt(time(chance))
                .pullStoppedAt(time(chance))
                .startedAt(time(chance))
                .stoppingAt(time(chance))
                .stoppedAt(time(chance));
        List<Container> containers = new ArrayList<>();
        List<ContainerOverride> overrides = new ArrayList<>();
        for (int i = 0; i < chance.nextInt(4); i++) {
            String name = "t" + i;
            containers.add(container(chance, name));
            overrides.add(ContainerOverride.builder()
                    .name(name)
                    .environment(variables(chance, i))
                    .build());
        }
        return task.containers(containers)
                .overrides(override -> override.containerOverrides(overrides))
                .build();
    }

    private static List<KeyValuePair> variables(Random chance, int number) {
        List<KeyValuePair> variables = new ArrayList<>();
        if (chance.nextBoolean()) {
            variables.add(variable("ISTHMUS_TASK_ID", "app." + number));
            variables.add(variable("ISTHMUS_DEMAND", "cpus:0.5;mem:64"));
        }
        variables.add(variable("SECRET", "x"));
        if (chance.nextBoolean()) {
            variables.add(variable("ISTHMUS_FETCH", "no list"));
        }
        return variables;
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Container container(Random chance, String name) {
        Container.Builder container = Container.builder()
                .name(name)
                .reason(perhaps(chance, "OutOfMemoryError: killed").orElse(null))
                .exitCode(perhaps(chance, 137).orElse(null));
        if (chance.nextBoolean()) {
            container.networkInterfaces(NetworkInterface.builder()
                    .privateIpv4Address(chance.nextBoolean() ? "10.0.0.9" : "0.0.0.0")
                    .ipv6Address(perhaps(chance, "2600::1").orElse(null))
                    .build());
        }
        if (chance.nextBoolean()) {
            container.networkBindings(
                    binding("::", 31_002, "tcp"), binding("0.0.0.0", 31_000, "tcp"), binding("0.0.0.0", 31_001, "udp"));
        }
        return container.build();
    }

    private static NetworkBinding binding(String ip, int port, String protocol) {
        return NetworkBinding.builder()
                .bindIP(ip)
                .hostPort(port)
                .containerPort(80)
                .protocol(protocol)
                .build();
    }

    private static <T> Optional<T> perhaps(Random chance, T value) {
        return chance.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static Instant time(Random chance) {
        return chance.nextBoolean() ? null : Instant.ofEpochMilli(1_790_000_000_000L + chance.nextInt(1_000_000));
    }
}
