package dev.isthmus.master.setting;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.machine.step.MasterInput;

/** What is to be done, in order. */
public sealed interface SettingsOutput {

    /** Calls the case of this output. */
    void match(Cases cases);

    /** A method for each output; a dispatcher that lacks one does not compile. */
    interface Cases {

        void reply(Reply output);

        void keep(Keep output);

        void apply(Apply output);

        void note(Noted output);

        void defect(Defect output);
    }

    /** Answer a request. */
    record Reply(long exchange, HttpAnswer answer) implements SettingsOutput {
        @Override
        public void match(Cases cases) {
            cases.reply(this);
        }
    }

    /** Write this to the journal. The answer is {@link SettingsInput.Kept} or {@link SettingsInput.NotKept}, with its number. */
    record Keep(long write, OperatorFact fact) implements SettingsOutput {
        @Override
        public void match(Cases cases) {
            cases.keep(this);
        }
    }

    /** Tell the machine. */
    record Apply(MasterInput input) implements SettingsOutput {
        @Override
        public void match(Cases cases) {
            cases.apply(this);
        }
    }

    /** Write a line into the log; a warning if something went wrong. */
    record Noted(boolean isWarning, String text) implements SettingsOutput {
        @Override
        public void match(Cases cases) {
            cases.note(this);
        }
    }

    /** Isthmus has a defect, which the log is to show. */
    record Defect(String what, RuntimeException cause) implements SettingsOutput {
        @Override
        public void match(Cases cases) {
            cases.defect(this);
        }
    }
}
