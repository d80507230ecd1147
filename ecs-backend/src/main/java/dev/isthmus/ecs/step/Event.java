package dev.isthmus.ecs.step;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.view.DefinitionView;
import java.util.function.Consumer;

/** What one part of the engine tells the others. It is worked off in the step in which it was told, after what told it. */
public sealed interface Event {

    /** Calls the function of its case. */
    void match(
            Consumer<? super Changing> changing,
            Consumer<? super LookAgain> lookAgain,
            Consumer<? super Changed> changed,
            Consumer<? super Unstopped> unstopped,
            Consumer<? super Doubted> doubted,
            Consumer<? super Defined> defined,
            Consumer<? super Failed> failed);

    /** Something changes on the cluster, which is to be polled soon. */
    record Changing() implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            changing.accept(this);
        }
    }

    /** An agent is to be refreshed soon. */
    record LookAgain(AgentId agent) implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            lookAgain.accept(this);
        }
    }

    /** A task of a framework that is watched has changed. */
    record Changed(TaskEvent event) implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            changed.accept(this);
        }
    }

    /** A task that must not run could not be stopped, and is to be described again. */
    record Unstopped(String arn) implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            unstopped.accept(this);
        }
    }

    /**
     * The search for the task definition that a start waits for is over.
     *
     * @param answer the task definition, or why there is none
     */
    record Defined(LaunchId launch, Answer<DefinitionView> answer) implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            defined.accept(this);
        }
    }

    /** A task of ours may run though it was given up, or twice. */
    record Doubted() implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            doubted.accept(this);
        }
    }

    /** A part has failed, with what it had begun. */
    record Failed() implements Event {
        @Override
        public void match(
                Consumer<? super Changing> changing,
                Consumer<? super LookAgain> lookAgain,
                Consumer<? super Changed> changed,
                Consumer<? super Unstopped> unstopped,
                Consumer<? super Doubted> doubted,
                Consumer<? super Defined> defined,
                Consumer<? super Failed> failed) {
            failed.accept(this);
        }
    }
}
