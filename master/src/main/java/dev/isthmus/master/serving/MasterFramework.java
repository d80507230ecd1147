package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One framework between its subscription and the machine: whether the machine has it, and what waits until it does. */
final class MasterFramework {

    /** What can be done for it now. */
    enum Stage {
        /** Nothing: the machine does not know it, and its journal is closed. */
        OUTSIDE,
        /** Its journal is being opened, and what it asks for waits. */
        OPENING,
        /** The machine serves it. */
        SERVED,
        /** The machine is about to let go of it, and what it asks for waits until it has. */
        LEAVING,
        /** The machine has thrown on it, and nothing is done for it until it lets go. */
        BROKEN
    }

    /** What a framework calls until its journal is open; Mesos's own driver drops all calls that are made before it is registered. */
    private static final int MOST_WAITING = 10_000;

    private final FrameworkId id;
    private final Deque<FrameworkAction> waiting = new ArrayDeque<>();
    private Stage stage = Stage.OUTSIDE;
    private Optional<FrameworkAction.Serve> last = Optional.empty();
    private Optional<FrameworkInfo> info = Optional.empty();
    private boolean isOver;
    private boolean isLost;
    private long told;

    MasterFramework(FrameworkId id) {
        this.id = id;
    }

    FrameworkId id() {
        return id;
    }

    Stage stage() {
        return stage;
    }

    void stage(Stage reached) {
        stage = reached;
    }

    /** Whether something is still to come of it. */
    boolean isBusy() {
        return switch (stage) {
            case OPENING, SERVED, LEAVING -> true;
            case OUTSIDE, BROKEN -> false;
        };
    }

    /** Whether the machine knows it, or may. */
    boolean isInMachine() {
        return switch (stage) {
            case SERVED, LEAVING, BROKEN -> true;
            case OUTSIDE, OPENING -> false;
        };
    }

    void served(FrameworkAction.Serve serve) {
        last = Optional.of(serve);
        info = Optional.of(serve.info());
    }

    /** Whether it has subscribed by itself since the master started, and is not only remembered. */
    boolean hasBeenHere() {
        return last.filter(serve -> !serve.stream().isEmpty()).isPresent();
    }

    /** As it subscribed last; its stream may be over. */
    Optional<FrameworkAction.Serve> last() {
        return last;
    }

    /** It is removed, or somebody else has it: it is forgotten when the machine lets go of it. */
    void over() {
        isOver = true;
    }

    /** Somebody else has it and its tasks. */
    void lost() {
        isOver = true;
        isLost = true;
    }

    boolean isLost() {
        return isLost;
    }

    /** Whether nothing has to be known of it. */
    boolean isForgotten() {
        return stage == Stage.OUTSIDE && (isOver || last.isEmpty());
    }

    /** It is told an update. */
    void tell() {
        told++;
    }

    /** How it describes itself now. */
    Optional<FrameworkInfo> info() {
        return info;
    }

    /** It calls. */
    void calls(Call call) {
        if (call instanceof Call.UpdateFramework update) {
            info = Optional.of(update.info());
        }
    }

    /** The call, with how many updates the framework was told before. */
    Call marked(Call call) {
        return call instanceof Call.AboutTasks about ? about.after(told) : call;
    }

    /** This is done later; false if it is one call too many. */
    boolean await(FrameworkAction action) {
        boolean isTooMany = action instanceof FrameworkAction.Make && waiting.size() >= MOST_WAITING;
        return !isTooMany && waiting.add(action);
    }

    /** Where the calls begin that are made after all else that has waited. */
    static int lastCalls(List<FrameworkAction> waited) {
        int first = waited.size();
        while (first > 0 && waited.get(first - 1) instanceof FrameworkAction.Make) {
            first--;
        }
        return first;
    }

    /** What has waited, in order. */
    List<FrameworkAction> takeWaiting() {
        List<FrameworkAction> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
