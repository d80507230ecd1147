package dev.isthmus.master.watch;

import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import java.util.List;

/** What is to be done for those who watch, in order. */
public sealed interface WatchOutput {

    /** Calls the case of this output. */
    void match(Cases cases);

    /** A method for each output; a dispatcher that lacks one does not compile. */
    interface Cases {

        void describe(Describe output);

        void introduce(Introduce output);

        void send(Send output);

        void end(End output);
    }

    /**
     * Look at the master now, before anything else happens to it, and write what there is, for these streams. The answer is {@link WatchInput.Described} or {@link
     * WatchInput.Undescribed}.
     */
    record Describe(List<String> streams) implements WatchOutput {

        /** Copies the list. */
        public Describe {
            streams = List.copyOf(streams);
        }

        @Override
        public void match(Cases cases) {
            cases.describe(this);
        }
    }

    /** Send what was described last. */
    record Introduce(List<String> streams) implements WatchOutput {

        /** Copies the list. */
        public Introduce {
            streams = List.copyOf(streams);
        }

        @Override
        public void match(Cases cases) {
            cases.introduce(this);
        }
    }

    /** Send an event on all these streams. */
    record Send(List<String> streams, Event event) implements WatchOutput {

        /** Copies the list. */
        public Send {
            streams = List.copyOf(streams);
        }

        @Override
        public void match(Cases cases) {
            cases.send(this);
        }
    }

    /** End a stream after what was sent on it. */
    record End(String stream) implements WatchOutput {
        @Override
        public void match(Cases cases) {
            cases.end(this);
        }
    }
}
