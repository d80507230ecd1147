package dev.isthmus.master.gate;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.Optional;
import java.util.function.Function;

/** What can be said of a request before its framework is looked at; see {@link SchedulerGate#admit}. */
public sealed interface Admission {

    /** Calls the function of its kind. */
    <R> R fold(Function<HttpAnswer, R> turnedAway, Function<Admitted, R> admitted);

    /**
     * It is answered, whatever the master knows.
     *
     * @param answer in Mesos's words
     */
    record TurnedAway(HttpAnswer answer) implements Admission {

        /** Checks that it is there. */
        public TurnedAway {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(Function<HttpAnswer, R> turnedAway, Function<Admitted, R> admitted) {
            return turnedAway.apply(answer);
        }
    }

    /**
     * It carries a valid call.
     *
     * @param call in v0
     * @param request where it came in
     * @param principal who has proved to have sent it; empty: nobody had to
     */
    record Admitted(Call call, HttpRequest request, Optional<String> principal) implements Admission {

        /** Checks that all is there. */
        public Admitted {
            requireNonNull(call, "call");
            requireNonNull(request, "request");
            requireNonNull(principal, "principal");
        }

        @Override
        public <R> R fold(Function<HttpAnswer, R> turnedAway, Function<Admitted, R> admitted) {
            return admitted.apply(this);
        }
    }
}
