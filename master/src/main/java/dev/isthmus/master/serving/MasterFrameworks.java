package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.MasterFramework.Stage;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes frameworks into the machine and out of it, each with its journal. */
final class MasterFrameworks {

    private final MachineSteps machine;
    private final Clients clients;
    private final List<ServingOutput> outputs;
    private final Map<FrameworkId, MasterFramework> frameworks = new LinkedHashMap<>();
    /** Those whose journals are being asked. */
    private final Set<FrameworkId> asked = new LinkedHashSet<>();

    private boolean isEnding;

    /** @param outputs where what is to be done goes, in order */
    MasterFrameworks(MachineSteps machine, Clients clients, List<ServingOutput> outputs) {
        this.machine = machine;
        this.clients = clients;
        this.outputs = outputs;
    }

    Optional<MasterFramework> find(FrameworkId id) {
        return Optional.ofNullable(frameworks.get(id));
    }

    /** Whether something is still to come of one. */
    boolean isAnyBusy() {
        return frameworks.values().stream().anyMatch(MasterFramework::isBusy);
    }

    /** Something is told of one framework; of one that was let go of meanwhile it is nobody's. */
    void input(FrameworkId id, Input input) {
        find(id).filter(MasterFramework::isInMachine).ifPresent(framework -> {
            if (input instanceof Input.Stands) {
                asked.remove(id);
            }
            step(framework, input);
        });
    }

    private void step(MasterFramework framework, Input input) {
        step(
                framework,
                new MasterInput.Of(framework.id(), input),
                input.getClass().getSimpleName());
    }

    /** Takes a step; if the machine throws, it is done with this framework, and goes on with the others. */
    private void step(MasterFramework framework, MasterInput input, String name) {
        machine.step(input).ifPresent(defect -> {
            outputs.add(new ServingOutput.Defect(
                    "the machine failed on " + name + " of framework " + framework.id()
                            + ", which is failed; its tasks go on",
                    defect));
            tell(
                    framework,
                    "The master failed on " + name + " and cannot go on with this framework: " + defect
                            + ". This is a defect of Isthmus; please report it with the log");
            if (framework.stage() != Stage.BROKEN) {
                framework.stage(Stage.BROKEN);
                framework.takeWaiting();
                close(framework);
                // So that others are offered what it had. Should it succeed, the framework may come again.
                step(framework, new Input.Deactivate());
                step(framework, new Input.Stop(true));
            }
        });
    }

    /** A framework, or the subscriptions for it, want something of the machine. */
    void act(FrameworkId id, FrameworkAction action) {
        MasterFramework framework = frameworks.computeIfAbsent(id, MasterFramework::new);
        switch (framework.stage()) {
            case OPENING, LEAVING -> {
                if (!framework.await(action)) {
                    outputs.add(ServingOutput.note(
                            Output.Note.Level.WARN, "framework " + id + " calls too much before it is served"));
                }
            }
            case OUTSIDE, SERVED, BROKEN -> action.match(new Actions(framework));
        }
        if (framework.isForgotten()) {
            frameworks.remove(id);
        }
    }

    private final class Actions implements FrameworkAction.Cases {

        private final MasterFramework framework;

        Actions(MasterFramework framework) {
            this.framework = framework;
        }

        @Override
        public void serve(FrameworkAction.Serve serve) {
            framework.served(serve);
            switch (framework.stage()) {
                case SERVED -> step(framework, MachineTerms.returning(serve));
                case BROKEN ->
                    tell(
                            framework,
                            "The master failed on this framework before: it has to be started anew to serve it");
                case OUTSIDE, OPENING, LEAVING -> open(framework);
            }
        }

        @Override
        public void call(FrameworkAction.Make make) {
            if (framework.stage() == Stage.SERVED) {
                framework.calls(make.call());
                step(framework, MachineTerms.call(framework.marked(make.call())));
            }
        }

        @Override
        public void leave(FrameworkAction.Leave leave) {
            if (framework.stage() == Stage.SERVED) {
                step(framework, new Input.Leave());
            }
        }

        @Override
        public void remove(FrameworkAction.Remove remove) {
            switch (framework.stage()) {
                case SERVED -> {
                    framework.over();
                    framework.stage(Stage.LEAVING);
                    step(framework, new Input.Stop(false));
                }
                case BROKEN -> outputs.add(UnservedActions.keepsItsTasks(framework, "the master failed on it before"));
                case OUTSIDE, OPENING, LEAVING -> {
                    // Its tasks are there, and nobody to kill them.
                    if (framework.last().isPresent()) {
                        framework.await(remove);
                        open(framework);
                    }
                }
            }
        }
    }

    private void open(MasterFramework framework) {
        if (isEnding) {
            return;
        }
        framework.stage(Stage.OPENING);
        outputs.add(new ServingOutput.OpenJournal(framework.id()));
    }

    /** The journal of a framework is open. */
    void opened(FrameworkId id, RecalledJournal journal) {
        MasterFramework framework = frameworks.computeIfAbsent(id, MasterFramework::new);
        Optional<FrameworkAction.Serve> last = framework.last();
        if (isEnding || framework.isLost() || framework.stage() != Stage.OPENING || last.isEmpty()) {
            letGo(framework);
            return;
        }
        framework.stage(Stage.SERVED);
        step(framework, new MasterInput.Subscribe(MachineTerms.options(id, last.get(), journal)), "the subscription");
        List<FrameworkAction> waited = framework.takeWaiting();
        int calls = MasterFramework.lastCalls(waited);
        // It is told what has ended as it is subscribed now, and before it may acknowledge what the master before told
        // it.
        again(framework, waited.subList(0, calls));
        if (!journal.ends().isEmpty()) {
            input(id, new Input.Recalled(journal.ends()));
        }
        again(framework, waited.subList(calls, waited.size()));
    }

    /** Does what has waited. */
    private void again(MasterFramework framework, List<FrameworkAction> waited) {
        waited.forEach(action -> act(framework.id(), action));
    }

    /** The machine cannot go on with a framework. */
    void fail(FrameworkId id, String message) {
        find(id).filter(framework -> !framework.isLost()).ifPresent(framework -> {
            tell(framework, message);
            if (framework.stage() == Stage.SERVED) {
                framework.stage(Stage.LEAVING);
                step(framework, new Input.Stop(true));
            }
        });
    }

    /** What was asked for a framework cannot be done. */
    void unable(FrameworkId id, String why) {
        fail(id, why);
        find(id).filter(framework -> framework.stage() == Stage.OPENING).ifPresent(framework -> {
            framework.stage(Stage.OUTSIDE);
            framework
                    .takeWaiting()
                    .forEach(action -> action.match(new UnservedActions(framework, why, clients, outputs)));
            if (!framework.hasBeenHere()) {
                clients.take(new SubscriptionInput.Unserved(id.value()));
            }
            if (framework.isForgotten()) {
                frameworks.remove(id);
            }
        });
    }

    /** Somebody else has a framework and its tasks: it is let go, and nothing of it is touched. */
    void takenOver(FrameworkId id) {
        Optional<MasterFramework> found = find(id);
        if (found.filter(framework -> framework.stage() == Stage.OPENING).isPresent()) {
            // It has come back meanwhile, which takes it from whoever has it.
            return;
        }
        found.ifPresent(framework -> {
            framework.lost();
            framework.takeWaiting();
        });
        clients.take(new SubscriptionInput.TakenOver(id.value()));
        found.filter(MasterFramework::isBusy).ifPresent(framework -> {
            framework.stage(Stage.LEAVING);
            step(framework, new Input.TakenOver());
        });
        if (found.filter(MasterFramework::isForgotten).isPresent()) {
            frameworks.remove(id);
        }
    }

    /** The machine is done with a framework. */
    void letGo(MasterFramework framework) {
        boolean isOpen = framework.stage() != Stage.BROKEN;
        framework.stage(Stage.OUTSIDE);
        if (isOpen) {
            close(framework);
        }
        if (framework.isForgotten()) {
            frameworks.remove(framework.id());
        }
        again(framework, framework.takeWaiting());
    }

    private void close(MasterFramework framework) {
        asked.remove(framework.id());
        outputs.add(new ServingOutput.Forget(framework.id()));
        outputs.add(new ServingOutput.CloseJournal(framework.id()));
    }

    private void tell(MasterFramework framework, String error) {
        framework.last().ifPresent(serve -> clients.take(new SubscriptionInput.Failed(serve.stream(), error)));
    }

    /** Has the journals asked that the machine wants to be asked. */
    void ask() {
        for (Map.Entry<FrameworkId, Epoch> doubt : machine.doubts().entrySet()) {
            if (find(doubt.getKey()).filter(MasterFramework::isInMachine).isPresent() && asked.add(doubt.getKey())) {
                outputs.add(new ServingOutput.AskJournal(doubt.getKey(), doubt.getValue()));
            }
        }
    }

    /** Lets go of all; their tasks go on. */
    void end() {
        isEnding = true;
        for (MasterFramework framework : List.copyOf(frameworks.values())) {
            framework.takeWaiting();
            framework
                    .last()
                    .filter(serve -> clients.isStreaming(serve.stream()))
                    .ifPresent(serve -> outputs.add(ServingOutput.end(serve.stream())));
            if (framework.stage() == Stage.SERVED) {
                framework.stage(Stage.LEAVING);
                step(framework, new Input.Stop(true));
            }
        }
    }
}
