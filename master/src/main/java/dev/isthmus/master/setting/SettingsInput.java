package dev.isthmus.master.setting;

/** What happens to what operators set. */
public sealed interface SettingsInput {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void recalled(Recalled input);

        void asked(Asked input);

        void made(Made input);

        void kept(Kept input);

        void notKept(NotKept input);

        void tick(Tick input);

        void end(End input);
    }

    /** What an earlier master, or the command line, has set. */
    record Recalled(OperatorSettings settings) implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.recalled(this);
        }
    }

    /**
     * An operator asks for a change.
     *
     * @param exchange names the request until it is answered
     */
    record Asked(long exchange, OperatorChange change) implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.asked(this);
        }
    }

    /** The machine has made a change that nobody waits for, and that is to be remembered. */
    record Made(OperatorChange change) implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.made(this);
        }
    }

    /** The journal has it: the answer to {@link SettingsOutput.Keep}. */
    record Kept(long write) implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.kept(this);
        }
    }

    /** The journal could not take it: the other answer to {@link SettingsOutput.Keep}. */
    record NotKept(long write, String why) implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.notKept(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }

    /** The master ends. */
    record End() implements SettingsInput {
        @Override
        public void match(Cases cases) {
            cases.end(this);
        }
    }
}
