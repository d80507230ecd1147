package dev.isthmus.master.subscription;

import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;

/** What the machine is to do for a framework. */
public sealed interface FrameworkAction {

    /** Calls the case of this action. */
    void match(Cases cases);

    /** A method for each action; a dispatcher that lacks one does not compile. */
    interface Cases {

        void serve(Serve action);

        void call(Make action);

        void leave(Leave action);

        void remove(Remove action);
    }

    /**
     * The framework is subscribed on a stream of its own from now on, whether it is new, comes back, or has changed its stream: what was offered on an earlier one is void and
     * gets no filter, and updates that are not acknowledged are told again.
     *
     * @param stream names what is called back from now on; empty: nothing is, as it is served without having come, to be removed or to be away
     * @param info with its id
     * @param isNew whether it got its id only now, so that nothing has been asked in its name before
     * @param suppressed the roles that get no offers
     */
    record Serve(
            String stream, FrameworkInfo info, boolean isNew, List<String> suppressed, OfferConstraints constraints)
            implements FrameworkAction {

        /** Copies the list. */
        public Serve {
            suppressed = List.copyOf(suppressed);
        }

        @Override
        public void match(Cases cases) {
            cases.serve(this);
        }
    }

    /** The framework calls. */
    record Make(Call call) implements FrameworkAction {
        @Override
        public void match(Cases cases) {
            cases.call(this);
        }
    }

    /** The framework is disconnected: its offers are void, its tasks go on, and nothing is called back until it is served again. */
    record Leave() implements FrameworkAction {
        @Override
        public void match(Cases cases) {
            cases.leave(this);
        }
    }

    /** The framework is removed: its tasks are killed, and nothing more is called back. */
    record Remove() implements FrameworkAction {
        @Override
        public void match(Cases cases) {
            cases.remove(this);
        }
    }
}
