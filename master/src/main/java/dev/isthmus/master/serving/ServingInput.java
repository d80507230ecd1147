package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.gate.Admission;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.mesos.machine.step.MasterInput;

/** What happens to a master. */
public sealed interface ServingInput {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void arrived(Arrived input);

        void broken(Broken input);

        void machine(OfMachine input);

        void settings(OfSettings input);

        void tornDown(TornDown input);

        void killed(Killed input);

        void opened(JournalOpened input);

        void takenOver(TakenOver input);

        void gone(Gone input);

        void unable(Unable input);

        void tick(Tick input);

        void end(End input);
    }

    /**
     * A call has arrived.
     *
     * @param exchange names the request until it is answered
     * @param admitted the call
     */
    record Arrived(long exchange, Admission.Admitted admitted) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.arrived(this);
        }
    }

    /**
     * The client of a stream is gone, or was cut off.
     *
     * @param stream the stream's id
     */
    record Broken(String stream) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.broken(this);
        }
    }

    /** What the backend, the clock and the operator tell the machine. */
    record OfMachine(MasterInput input) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.machine(this);
        }
    }

    /** What operators ask to be changed, and what the journal says of it. */
    record OfSettings(SettingsInput input) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.settings(this);
        }
    }

    /**
     * An operator wants a framework to be removed with its tasks.
     *
     * @param exchange names the request until it is answered
     * @param framework its id, as the operator writes it
     */
    record TornDown(long exchange, String framework) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.tornDown(this);
        }
    }

    /**
     * An operator wants a task to be killed.
     *
     * @param exchange names the request until it is answered
     */
    record Killed(long exchange, FrameworkId framework, String task) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.killed(this);
        }
    }

    /** The journal of a framework is open: the answer to {@link ServingOutput.OpenJournal}. */
    record JournalOpened(FrameworkId framework, RecalledJournal journal) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.opened(this);
        }
    }

    /** Somebody else serves the framework now, as its own journal says: an answer to {@link ServingOutput.Seek}. */
    record TakenOver(FrameworkId framework) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.takenOver(this);
        }
    }

    /** Nobody else serves the framework: the other answer to {@link ServingOutput.Seek}. */
    record Gone(FrameworkId framework) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.gone(this);
        }
    }

    /**
     * What was asked for a framework cannot be done: its journal cannot be opened (which is an answer to {@link ServingOutput.OpenJournal}, too), or the
     * backend cannot be used.
     *
     * @param why what the framework is told
     */
    record Unable(FrameworkId framework, String why) implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.unable(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }

    /** The master ends: tasks go on. {@link ServingOutput.Ended} comes when nothing is waited for any more. */
    record End() implements ServingInput {
        @Override
        public void match(Cases cases) {
            cases.end(this);
        }
    }
}
