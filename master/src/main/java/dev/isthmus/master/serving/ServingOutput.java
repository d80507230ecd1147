package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.setting.OperatorFact;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import java.util.Optional;

/** What is to be done, in order. */
public sealed interface ServingOutput {

    /** Calls the case of this output. */
    void match(Cases cases);

    /** Writes a line into the log. */
    static ServingOutput note(Output.Note.Level level, String text) {
        return new Noted(new Output.Note(level, text));
    }

    /** Answers a request. */
    static ServingOutput answer(long exchange, HttpAnswer answer) {
        return new OfSubscription(new SubscriptionOutput.Reply(exchange, answer));
    }

    /** The machine has thrown, which it should not. */
    static ServingOutput failed(MasterInput input, RuntimeException cause) {
        return new Defect("the machine failed on " + input.getClass().getSimpleName(), cause);
    }

    /** Ends a stream. */
    static ServingOutput end(String stream) {
        return new OfSubscription(new SubscriptionOutput.End(stream));
    }

    /** A method for each output; a dispatcher that lacks one does not compile. */
    interface Cases {

        void subscription(OfSubscription output);

        void request(OfBackend output);

        void forget(Forget output);

        void open(OpenJournal output);

        void write(WriteJournal output);

        void keep(Keep output);

        void keep(KeepEnd output);

        void ask(AskJournal output);

        void seek(Seek output);

        void close(CloseJournal output);

        void changed(Changed output);

        void note(Noted output);

        void defect(Defect output);

        void ended(Ended output);
    }

    /** Answer a request, or open, feed or end a stream. What the machine has been asked to do is among them, for whoever watches; it has been done. */
    record OfSubscription(SubscriptionOutput output) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.subscription(this);
        }
    }

    /**
     * Ask the backend for something; never {@link Output.Close}. Where that throws, the answer is {@link ServingInput.Unable}.
     *
     * @param framework for which it is; empty: for all
     */
    record OfBackend(Optional<FrameworkId> framework, Output.Request request) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.request(this);
        }
    }

    /** Let the backend forget a framework, whose tasks go on. It may not be watched at all. */
    record Forget(FrameworkId framework) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.forget(this);
        }
    }

    /** Open the journal of a framework, after it was closed if it was open before. The answer is {@link ServingInput.JournalOpened} or {@link ServingInput.Unable}. */
    record OpenJournal(FrameworkId framework) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.open(this);
        }
    }

    /** Write an entry to a framework's journal, which is open, after all those before. */
    record WriteJournal(FrameworkId framework, JournalEntry entry) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.write(this);
        }
    }

    /** Write what operators have set. The answer is {@link ServingInput.OfSettings}, with this number. */
    record Keep(long write, OperatorFact fact) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.keep(this);
        }
    }

    /** Write an end to the journal, which is told again from there until it is acknowledged; after all those before. Its framework's journal is open. */
    record KeepEnd(MasterEntry.TaskEnd end) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.keep(this);
        }
    }

    /**
     * Ask a framework's journal until it says that nobody else serves it now: that it {@link dev.isthmus.mesos.machine.step.Input.Stands stands}.
     *
     * @param seen goes into the answer
     */
    record AskJournal(FrameworkId framework, Epoch seen) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.ask(this);
        }
    }

    /**
     * Find out whether a framework that is away is with a driver of its own, to whom it is left then. The answer is {@link
     * ServingInput.TakenOver} or {@link ServingInput.Gone}.
     */
    record Seek(FrameworkId framework) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.seek(this);
        }
    }

    /** Close a framework's journal after what was written to it. */
    record CloseJournal(FrameworkId framework) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.close(this);
        }
    }

    /** Show those who watch the cluster what has become of an agent or a task. */
    record Changed(ClusterChange change) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.changed(this);
        }
    }

    /** A line for the log. */
    record Noted(Output.Note note) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.note(this);
        }
    }

    /**
     * Isthmus has a defect, which the log is to show.
     *
     * @param what has failed, and what came of it
     */
    record Defect(String what, RuntimeException cause) implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.defect(this);
        }
    }

    /** The master has ended: there is nothing left to be waited for. */
    record Ended() implements ServingOutput {
        @Override
        public void match(Cases cases) {
            cases.ended(this);
        }
    }
}
