package dev.isthmus.master.gate;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.function.Function;

/** What becomes of a request. */
public sealed interface GateOutcome {

    /** Calls the function of its kind. */
    <R> R fold(
            Function<HttpAnswer, R> answered,
            Function<Subscribing, R> subscribing,
            Function<Calling, R> calling,
            Function<Updating, R> updating);

    /**
     * It is answered, and nothing else happens.
     *
     * @param answer in Mesos's words
     */
    record Answered(HttpAnswer answer) implements GateOutcome {

        /** Checks that it is there. */
        public Answered {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<Subscribing, R> subscribing,
                Function<Calling, R> calling,
                Function<Updating, R> updating) {
            return answered.apply(answer);
        }
    }

    /**
     * A framework subscribes: the answer is a stream, on which a refusal is told, too.
     *
     * @param call a {@code SUBSCRIBE} in v0, with the principal that was authenticated where it names none
     * @param events how the events on the stream are encoded
     */
    record Subscribing(Call call, MediaType events) implements GateOutcome {

        /** Mesos promises clients no more. */
        private static final int MAX_STREAM_ID = 128;

        /** Checks that both are there. */
        public Subscribing {
            requireNonNull(call, "call");
            requireNonNull(events, "events");
        }

        /**
         * The head of the stream.
         *
         * @param streamId new for each subscription, of 1 to 128 characters
         */
        public HttpAnswer head(String streamId) {
            if (streamId.isEmpty() || streamId.length() > MAX_STREAM_ID) {
                throw new IllegalArgumentException(
                        "a stream's id has 1 to " + MAX_STREAM_ID + " characters, not " + streamId.length());
            }
            return HttpAnswer.empty(200).with("Content-Type", events.text()).with("Mesos-Stream-Id", streamId);
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<Subscribing, R> subscribing,
                Function<Calling, R> calling,
                Function<Updating, R> updating) {
            return subscribing.apply(this);
        }
    }

    /**
     * A framework that is subscribed calls; whatever becomes of it, the answer is the same.
     *
     * @param call in v0; neither a {@code SUBSCRIBE} nor an {@code UPDATE_FRAMEWORK}
     */
    record Calling(Call call) implements GateOutcome {

        /** Checks that it is there. */
        public Calling {
            requireNonNull(call, "call");
        }

        /** What it is answered. */
        public HttpAnswer answer() {
            return HttpAnswer.accepted();
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<Subscribing, R> subscribing,
                Function<Calling, R> calling,
                Function<Updating, R> updating) {
            return calling.apply(this);
        }
    }

    /**
     * A framework that is subscribed changes its {@code FrameworkInfo}; the answer depends on what becomes of it.
     *
     * @param call an {@code UPDATE_FRAMEWORK} in v0
     */
    record Updating(Call call) implements GateOutcome {

        /** Checks that it is there. */
        public Updating {
            requireNonNull(call, "call");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<Subscribing, R> subscribing,
                Function<Calling, R> calling,
                Function<Updating, R> updating) {
            return updating.apply(this);
        }
    }
}
