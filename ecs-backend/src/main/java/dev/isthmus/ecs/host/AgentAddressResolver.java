package dev.isthmus.ecs.host;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.step.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds host names and addresses to the agents that the inventory reports. An agent is reported at once with what is known, and again when EC2 has
 * answered. Each machine is looked up once, in full batches, one call at a time. The answer is kept as long as the agent exists, since name and
 * address of an instance do not change. Attributes of the container instance take precedence over EC2.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class AgentAddressResolver {

    /** After which time machines that EC2 did not know, or did not allow to look up, are looked up again. */
    static final Duration LONG_PAUSE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Pattern EC2_ID = Pattern.compile("i-[0-9a-f]{1,32}");

    private final Steps steps;
    private final boolean asks;
    private final Machines machines;
    private final Listener listener;
    private final HostWarnings warnings;
    private final Map<AgentId, Seen> agents = new LinkedHashMap<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    /** Whether an answer, or the next time to ask, is awaited; always so while something is wanted. */
    private boolean asking;

    private int failures;

    /** An agent as the inventory knows it, and as it was told. */
    private record Seen(Agent agent, String machine, Agent told) {}

    /** Knows on which machines the agents are. */
    public interface Machines {

        /** The EC2 id of an agent's machine, if it has one. */
        Optional<String> of(AgentId agent);
    }

    /** Told of the inventory. */
    public interface Listener {

        /** It has changed. */
        void changed(InventoryEvent event);
    }

    /**
     * Creates a resolver without agents.
     *
     * @param asks whether to look up; if not, attributes only are used
     */
    public AgentAddressResolver(Steps steps, boolean asks, Machines machines, Listener listener) {
        this.steps = steps;
        this.warnings = new HostWarnings(steps.notes(HostWarnings.class));
        this.asks = asks;
        this.machines = machines;
        this.listener = listener;
    }

    /** Processes an event of the inventory, and passes it on. */
    public void take(InventoryEvent event) {
        event.match(
                seen -> listener.changed(asks ? new InventoryEvent.AgentSeen(seen(seen.agent())) : seen),
                gone -> {
                    gone(gone.agent());
                    listener.changed(gone);
                },
                listener::changed,
                listener::changed);
    }

    /** The address of an agent that has been reported, if it is known. */
    public Optional<String> ip(AgentId agent) {
        return Optional.ofNullable(agents.get(agent))
                .flatMap(seen -> seen.told().address().knownIp());
    }

    private void gone(AgentId agent) {
        Seen there = agents.remove(agent);
        // A machine that has been registered anew is another agent on the same machine.
        if (there != null
                && agents.values().stream().noneMatch(seen -> seen.machine().equals(there.machine()))) {
            hosts.remove(there.machine());
            wanted.remove(there.machine());
            unknown.remove(there.machine());
        }
    }

    private Agent seen(Agent agent) {
        String machine = machines.of(agent.id()).orElse("");
        boolean nameless = nameless(agent, machine);
        if (!EC2_ID.matcher(machine).matches()) {
            if (nameless) {
                warnings.notEc2(agent);
            }
            return agent;
        }
        boolean addressless = agent.address().ip().equals(AgentAddress.UNKNOWN_IP);
        if ((nameless || addressless) && !hosts.containsKey(machine) && !unknown.contains(machine)) {
            want(List.of(machine));
        }
        Agent told = named(agent, machine);
        agents.put(agent.id(), new Seen(agent, machine, told));
        return told;
    }

    /** Whether the inventory had no better name for it than an id. */
    private static boolean nameless(Agent agent, String machine) {
        String name = agent.address().hostname();
        return name.equals(machine) || name.equals(agent.id().value());
    }

    private Agent named(Agent agent, String machine) {
        Host host = hosts.get(machine);
        if (host == null) {
            return agent;
        }
        AgentAddress known = agent.address();
        String ip = known.ip().equals(AgentAddress.UNKNOWN_IP) ? host.ip().orElse(known.ip()) : known.ip();
        String name = nameless(agent, machine) ? host.name().or(host::ip).orElse(known.hostname()) : known.hostname();
        return agent.toBuilder().address(new AgentAddress(name, ip)).build();
    }

    private void want(Collection<String> machineIds) {
        wanted.addAll(machineIds);
        if (!asking && !wanted.isEmpty()) {
            askIn(Duration.ZERO);
        }
    }

    /** In a step of its own, so that all agents of one look are asked for together. */
    private void askIn(Duration wait) {
        asking = true;
        steps.after(wait, this::ask);
    }

    private void ask() {
        List<String> batch = wanted.stream().limit(HostLookup.BATCH).toList();
        if (batch.isEmpty()) {
            asking = false;
            return;
        }
        steps.<Map<String, Host>>lookUp(batch, answer -> answered(batch, answer));
    }

    private void answered(List<String> batch, Answer<Map<String, Host>> answer) {
        answer.match(ok -> learned(batch, ok.value()), failed -> failed(batch, failed.failure()));
    }

    private void learned(List<String> batch, Map<String, Host> found) {
        failures = 0;
        warnings.answered();
        learn(found);
        settle(batch.stream().filter(id -> !found.containsKey(id)).toList(), batch);
        askIn(Duration.ZERO);
    }

    private void failed(List<String> batch, CallFailure failure) {
        List<String> bad = failure.code().equals(HostLookup.NOT_FOUND)
                ? failure.related().stream().filter(batch::contains).toList()
                : List.of();
        if (!bad.isEmpty()) {
            settle(bad, bad);
            askIn(Duration.ZERO);
            return;
        }
        failures++;
        boolean passes = failure.failure().passes();
        if (namelessLeft() && (!passes || failures >= HostWarnings.PATIENCE)) {
            warnings.failed(failure);
        }
        askIn(passes ? pause() : LONG_PAUSE);
    }

    private void learn(Map<String, Host> found) {
        found.forEach((machine, host) -> {
            // What has gone while it was asked for is not remembered.
            if (wanted.contains(machine)) {
                hosts.put(machine, host);
            }
        });
        for (Seen seen : List.copyOf(agents.values())) {
            if (!found.containsKey(seen.machine())) {
                continue;
            }
            Agent agent = named(seen.agent(), seen.machine());
            if (!agent.equals(seen.told())) {
                agents.put(agent.id(), new Seen(seen.agent(), seen.machine(), agent));
                listener.changed(new InventoryEvent.AgentSeen(agent));
            }
        }
    }

    /** Those that EC2 does not know wait for long: an instance may be new to it, or belong to another account. */
    private void settle(List<String> bad, List<String> done) {
        List<String> stillThere = bad.stream().filter(wanted::contains).toList();
        done.forEach(wanted::remove);
        if (stillThere.isEmpty()) {
            return;
        }
        warnings.unknown(stillThere);
        unknown.addAll(stillThere);
        steps.after(LONG_PAUSE, () -> {
            List<String> again = new ArrayList<>(stillThere);
            again.retainAll(unknown);
            unknown.removeAll(stillThere);
            want(again);
        });
    }

    private boolean namelessLeft() {
        return agents.values().stream()
                .anyMatch(seen -> wanted.contains(seen.machine()) && nameless(seen.agent(), seen.machine()));
    }

    private Duration pause() {
        Duration wait = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    }
}
