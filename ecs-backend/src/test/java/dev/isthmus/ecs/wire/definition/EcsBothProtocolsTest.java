package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.PortMapping.Protocol;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One container port for TCP and for UDP, as servers of names have. */
class EcsBothProtocolsTest {

    private static Launch dns(OpenBackend open) {
        Container container = new Container(
                Optional.of("dns"),
                Optional.of(Container.Network.BRIDGE),
                List.of(new PortMapping(31000, 53, Protocol.UDP), new PortMapping(31000, 53, Protocol.TCP)),
                List.of(),
                List.of(),
                false,
                false);
        TaskSpec spec = new TaskSpec(
                "dns", Command.ofShell("true"), container, new TreeMap<>(), Optional.empty(), Optional.empty());
        return OpenBackend.launchOf(open.agent(0), "dns", spec, 128, 64);
    }

    private static List<PortMapping> toldOf(OpenBackend open) throws Exception {
        Launch launch = dns(open);
        open.launched(launch);
        return ((TaskPhase.Running) open.await(launch.task().launch(), TaskPhase.Running.class)
                        .phase())
                .ports();
    }

    @Test
    void is_mapped_and_told_and_held_for_both() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            assertThat(toldOf(open))
                    .containsExactlyInAnyOrder(
                            new PortMapping(31000, 53, Protocol.TCP), new PortMapping(31000, 53, Protocol.UDP));
            var remaining = ecs.client()
                    .describeContainerInstances(request ->
                            request.containerInstances(ecs.tasks().get(0).containerInstanceArn()))
                    .containerInstances()
                    .get(0)
                    .remainingResources();
            for (String name : List.of("PORTS", "PORTS_UDP")) {
                assertThat(remaining)
                        .filteredOn(resource -> resource.name().equals(name))
                        .singleElement()
                        .satisfies(held -> assertThat(held.stringSetValue()).contains("31000"));
            }
        }
    }

    @Test
    void with_dynamic_ports_each_has_its_own() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.HOST_PORTS, "dynamic")).started()) {
            List<PortMapping> told = toldOf(open);
            assertThat(told).extracting(PortMapping::containerPort).containsExactly(53, 53);
            assertThat(told).extracting(PortMapping::protocol).containsExactlyInAnyOrder(Protocol.TCP, Protocol.UDP);
        }
    }

    @Test
    void is_said_to_be_the_likely_cause_where_ecs_refuses_the_definition() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext(
                    "RegisterTaskDefinition", 100, Fault.refuse("InvalidParameterException", 400, "The port is used."));
            assertThat(open.launch(dns(open)))
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Refused.class,
                            refused -> assertThat(refused.message())
                                    .contains("container port 53", "TCP", "UDP", "The port is used."));
        }
    }
}
