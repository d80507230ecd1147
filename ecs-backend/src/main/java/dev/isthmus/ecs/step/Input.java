package dev.isthmus.ecs.step;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.ecs.call.Answer;
import java.time.Duration;

/**
 * An input of the engine: a request, the answer to a call that it made, or time that has passed. A request that has an outcome carries a number, which
 * whoever asks chooses, and comes back with it.
 */
public sealed interface Input {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void startOffers(StartOffers input);

        void watch(Watch input);

        void forget(Forget input);

        void lookAgain(LookAgain input);

        void setState(SetState input);

        void launch(Launch input);

        void launchGroup(LaunchGroup input);

        void stop(Stop input);

        void list(ListTasks input);

        void answered(Answered input);

        void clockSet(ClockSet input);

        void tick(Tick input);

        void close(Close input);
    }

    /** Report the inventory from now on. */
    record StartOffers() implements Input {
        @Override
        public void match(Cases cases) {
            cases.startOffers(this);
        }
    }

    /**
     * Report the tasks of a framework from now on, beside those of other frameworks; those of earlier processes first.
     *
     * @param watch the number of this watch, which no other has; whoever asks chooses it, and events come back with it
     */
    record Watch(long watch, FrameworkId framework) implements Input {
        @Override
        public void match(Cases cases) {
            cases.watch(this);
        }
    }

    /** Report the tasks of a framework no longer, and answer what is open of it. Its tasks go on, and are accounted for as those of other drivers. */
    record Forget(FrameworkId framework) implements Input {
        @Override
        public void match(Cases cases) {
            cases.forget(this);
        }
    }

    /** Refresh an agent soon. */
    record LookAgain(AgentId agent) implements Input {
        @Override
        public void match(Cases cases) {
            cases.lookAgain(this);
        }
    }

    /** Have ECS place nothing more on an agent, or place tasks there again. */
    record SetState(AgentId agent, boolean isDraining) implements Input {
        @Override
        public void match(Cases cases) {
            cases.setState(this);
        }
    }

    /** Start a task; the outcome is {@link Output.LaunchAnswered}. */
    record Launch(long request, dev.isthmus.api.launch.Launch launch) implements Input {
        @Override
        public void match(Cases cases) {
            cases.launch(this);
        }
    }

    /** Start a group of tasks; the one outcome for all is {@link Output.LaunchAnswered}. */
    record LaunchGroup(long request, GroupLaunch group) implements Input {
        @Override
        public void match(Cases cases) {
            cases.launchGroup(this);
        }
    }

    /** Stop a task of a framework; the outcome is {@link Output.StopAnswered}. */
    record Stop(long request, FrameworkId framework, LaunchId launch, String reason) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stop(this);
        }
    }

    /** List the latest event of every task of a framework; the answer, once its recovery is complete, is {@link Output.Listed}. */
    record ListTasks(long request, FrameworkId framework) implements Input {
        @Override
        public void match(Cases cases) {
            cases.list(this);
        }
    }

    /**
     * A call or a look-up was answered. An id that is not open is passed over: it was answered before, or by another engine.
     *
     * @param id of the {@link Output.Call}, or of what else was asked for
     * @param answer of the type that the call has
     */
    record Answered(long id, Answer<?> answer) implements Input {
        @Override
        public void match(Cases cases) {
            cases.answered(this);
        }

        /** Without the answer, which may hold variables of tasks. */
        @Override
        public String toString() {
            return "Answered[id=" + id + ", "
                    + answer.fold(ok -> "ok", failed -> failed.failure().code()) + "]";
        }
    }

    /**
     * The clock was set, and shows another time than the steps have.
     *
     * @param behind by how much the clock is behind; negative if it is ahead
     */
    record ClockSet(Duration behind) implements Input {
        @Override
        public void match(Cases cases) {
            cases.clockSet(this);
        }
    }

    /** Time has passed: do what has fallen due. */
    record Tick() implements Input {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }

    /** Answer all that is open, and do no more. */
    record Close() implements Input {
        @Override
        public void match(Cases cases) {
            cases.close(this);
        }
    }
}
