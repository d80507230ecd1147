package dev.isthmus.ecs.step;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.view.DefinitionView;

/** What one part of the engine tells the others. It is worked off in the step in which it was told, after what told it. */
public sealed interface Event {

    /** Calls the case of this event. */
    void match(Cases cases);

    /** A method for each event; a dispatcher that lacks one does not compile. */
    interface Cases {

        void changing(Changing event);

        void lookAgain(LookAgain event);

        void changed(Changed event);

        void unstopped(Unstopped event);

        void doubted(Doubted event);

        void defined(Defined event);

        void failed(Failed event);
    }

    /** Something changes on the cluster, which is to be polled soon. */
    record Changing() implements Event {
        @Override
        public void match(Cases cases) {
            cases.changing(this);
        }
    }

    /** An agent is to be refreshed soon. */
    record LookAgain(AgentId agent) implements Event {
        @Override
        public void match(Cases cases) {
            cases.lookAgain(this);
        }
    }

    /** A task of a framework that is watched has changed. */
    record Changed(TaskEvent event) implements Event {
        @Override
        public void match(Cases cases) {
            cases.changed(this);
        }
    }

    /** A task that must not run could not be stopped, and is to be described again. */
    record Unstopped(String arn) implements Event {
        @Override
        public void match(Cases cases) {
            cases.unstopped(this);
        }
    }

    /** A task of ours may run though it was given up, or twice. */
    record Doubted() implements Event {
        @Override
        public void match(Cases cases) {
            cases.doubted(this);
        }
    }

    /**
     * The search for the task definition that a start waits for is over.
     *
     * @param answer the task definition, or why there is none
     */
    record Defined(LaunchId launch, Answer<DefinitionView> answer) implements Event {
        @Override
        public void match(Cases cases) {
            cases.defined(this);
        }
    }

    /** A part has failed, with what it had begun. */
    record Failed() implements Event {
        @Override
        public void match(Cases cases) {
            cases.failed(this);
        }
    }
}
