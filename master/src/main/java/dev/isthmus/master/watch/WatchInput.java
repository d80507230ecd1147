package dev.isthmus.master.watch;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.messages.v1.master.Protos.Event;

/** What happens to those who watch. */
public sealed interface WatchInput {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void opened(Opened input);

        void described(Described input);

        void undescribed(Undescribed input);

        void happened(Happened input);

        void broken(Broken input);

        void tick(Tick input);

        void end(End input);
    }

    /**
     * Somebody watches, on a stream that is open.
     *
     * @param stream names it, and nothing before
     */
    record Opened(String stream) implements WatchInput {

        /** Checks that it is there. */
        public Opened {
            requireNonNull(stream, "stream");
        }

        @Override
        public void match(Cases cases) {
            cases.opened(this);
        }
    }

    /** The description that was asked for last can be sent: the answer to {@link WatchOutput.Describe}. */
    record Described() implements WatchInput {
        @Override
        public void match(Cases cases) {
            cases.described(this);
        }
    }

    /** There will be no description, which there always should: the other answer to {@link WatchOutput.Describe}. */
    record Undescribed() implements WatchInput {
        @Override
        public void match(Cases cases) {
            cases.undescribed(this);
        }
    }

    /** Something has changed. */
    record Happened(Event event) implements WatchInput {

        /** Checks that it is there. */
        public Happened {
            requireNonNull(event, "event");
        }

        @Override
        public void match(Cases cases) {
            cases.happened(this);
        }
    }

    /** Whoever watched on this stream is gone, or was cut off. */
    record Broken(String stream) implements WatchInput {

        /** Checks that it is there. */
        public Broken {
            requireNonNull(stream, "stream");
        }

        @Override
        public void match(Cases cases) {
            cases.broken(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements WatchInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }

    /** The master ends, and all streams with it. */
    record End() implements WatchInput {
        @Override
        public void match(Cases cases) {
            cases.end(this);
        }
    }
}
