package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine that keeps what it is told, a line each, and says what a test has laid down for one of these lines. */
final class ScriptedMachine implements SharedMachine {

    private final Map<String, List<MasterOutput>> answers = new LinkedHashMap<>();
    private final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    final List<MasterInput> inputs = new ArrayList<>();
    final Map<FrameworkId, Epoch> doubts = new LinkedHashMap<>();
    Optional<Instant> due = Optional.empty();

    /** When it is told this, it says that, each time. */
    void on(String line, String framework, Output... outputs) {
        answers.put(
                line,
                List.of(outputs).stream()
                        .map(output -> new MasterOutput(Optional.of(new FrameworkId(framework)), output))
                        .toList());
    }

    /** When it is told this, it throws. */
    void failOn(String line) {
        failures.put(line, new IllegalStateException("planted"));
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        String line = line(input);
        told.add(line);
        inputs.add(input);
        if (failures.containsKey(line)) {
            throw failures.get(line);
        }
        return answers.getOrDefault(line, List.of());
    }

    private static String line(MasterInput input) {
        StringBuilder line = new StringBuilder();
        input.match(new MasterInput.Cases() {
            @Override
            public void subscribe(MasterInput.Subscribe subscribe) {
                line.append(subscribe.options().id()).append(" subscribes");
            }

            @Override
            public void of(MasterInput.Of of) {
                line.append(of.framework()).append(' ').append(name(of.input()));
            }

            @Override
            public void inventory(MasterInput.Inventory inventory) {
                line.append("inventory");
            }

            @Override
            public void reached(MasterInput.Reached reached) {
                line.append("reached");
            }

            @Override
            public void clockSet(MasterInput.ClockSet set) {
                line.append("clock set");
            }

            @Override
            public void tick(MasterInput.Tick tick) {
                line.append("tick");
            }

            @Override
            public void weights(MasterInput.Weights weights) {
                line.append("weights");
            }

            @Override
            public void quotas(MasterInput.Quotas quotas) {
                line.append("quotas");
            }

            @Override
            public void maintenance(MasterInput.Maintenance maintenance) {
                line.append("maintenance");
            }

            @Override
            public void reservations(MasterInput.Reservations reservations) {
                line.append("reservations");
            }
        });
        return line.toString();
    }

    private static String name(Input input) {
        String name = input.getClass().getSimpleName();
        if (input instanceof Call.Kill kill) {
            return name + kill.agent().map(agent -> " on " + agent).orElse("") + " after " + kill.told();
        }
        return input instanceof Input.Stop stop ? name + (stop.failover() ? " with failover" : "") : name;
    }

    @Override
    public boolean isAlive(FrameworkId framework, String task) {
        return false;
    }

    @Override
    public MasterView view() {
        return MasterView.NOTHING;
    }

    @Override
    public List<AgentStanding> standings(FrameworkId framework) {
        return List.of();
    }

    @Override
    public Optional<Instant> nextDue() {
        return due;
    }

    @Override
    public Map<FrameworkId, Epoch> doubts() {
        return doubts;
    }
}
