package dev.isthmus.master.shell;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.master.journal.JournalListener;
import dev.isthmus.master.serving.RecalledJournal;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.shell.BackendPort;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Where all other threads put what they have for the master's thread. Thread-safe. */
final class MasterInbox implements BackendPort.Inbox, JournalListener {

    private final BlockingQueue<Consumer<MasterLoop>> waiting = new LinkedBlockingQueue<>();

    void put(ServingInput input) {
        add(loop -> loop.step(input));
    }

    /** Something that the master's thread is to do between two steps. */
    void add(Consumer<MasterLoop> what) {
        waiting.add(what);
    }

    Consumer<MasterLoop> take() throws InterruptedException {
        return waiting.take();
    }

    /** What waits first, no longer waiting; empty: nothing does. */
    Optional<Consumer<MasterLoop>> poll() {
        return Optional.ofNullable(waiting.poll());
    }

    private void put(MasterInput input) {
        put(new ServingInput.OfMachine(input));
    }

    @Override
    public void put(FrameworkId framework, Input input) {
        put(new MasterInput.Of(framework, input));
    }

    @Override
    public void progressed(FrameworkId framework, LaunchProgress progress) {
        add(loop -> loop.progressed(framework, progress));
    }

    @Override
    public void inventoryChanged(InventoryEvent event) {
        put(new MasterInput.Inventory(event));
    }

    @Override
    public void reached() {
        put(new MasterInput.Reached());
    }

    @Override
    public void opened(FrameworkId framework, RecalledJournal journal) {
        put(new ServingInput.JournalOpened(framework, journal));
    }

    @Override
    public void failed(FrameworkId framework, String why) {
        put(new ServingInput.Unable(framework, why));
    }

    @Override
    public void takenOver(FrameworkId framework) {
        put(new ServingInput.TakenOver(framework));
    }

    @Override
    public void gone(FrameworkId framework) {
        put(new ServingInput.Gone(framework));
    }

    @Override
    public void stands(FrameworkId framework, Epoch seen) {
        put(framework, new Input.Stands(seen));
    }
}
