package dev.isthmus.bench.work;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.machine.FrameworkMachine;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A driver's machine for one framework over a cluster of like agents, without threads and without a backend; its time is moved by hand. */
final class FrontendCluster {

    static final FrameworkId ID = new FrameworkId("benchmark");
    static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setUser("nobody").setName("benchmark").build();

    private static final Resources TOTAL =
            ResourcesText.parse(Dialect.ECS, "CPU:4096; MEMORY:15000; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FrameworkMachine machine;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long uuids;

    FrontendCluster() {
        machine = new FrameworkMachine(
                new MasterMachineOptions(
                        new UUID(1, 1),
                        Presence.EMBEDDED,
                        Policy.DEFAULT,
                        new ClusterDescription("benchmark", Optional.of("us-east-1"), "10.0.0.1", 443),
                        Duration.ZERO,
                        TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()),
                        Settings.none(),
                        () -> new UUID(1, uuids++)),
                new MachineOptions(
                        INFO,
                        ID,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        OfferConstraints.getDefaultInstance(),
                        false));
    }

    /** Agents appear, and everything is offered. */
    List<Offer> begin(int agents) {
        step(new Input.Start());
        for (int i = 0; i < agents; i++) {
            step(new Input.Inventory(new InventoryEvent.AgentSeen(agent(i))));
        }
        step(new Input.Inventory(new InventoryEvent.Complete()));
        return offered(step(new Input.Recovered()));
    }

    List<Output> step(Input input) {
        return machine.step(now, input);
    }

    /** A second later; the offers made then. */
    List<Offer> second() {
        now = now.plus(SECOND);
        return offered(step(new Input.Tick()));
    }

    Instant now() {
        return now;
    }

    static Agent agent(int number) {
        return Agent.builder(new AgentId("agent-" + number), TOTAL)
                .address(new AgentAddress("agent-" + number + ".example", "10.0.0.1"))
                .zone(Optional.of("us-east-1a"))
                .attributes(Map.of("rack", "r1"))
                .build();
    }

    private static List<Offer> offered(List<Output> outputs) {
        return outputs.stream()
                .filter(Callback.Offers.class::isInstance)
                .flatMap(output -> ((Callback.Offers) output).offers().stream())
                .toList();
    }
}
