package dev.isthmus.ecs.registration;

import dev.isthmus.ecs.budget.Backoff;

/**
 * The state of the search for a task definition, which registers it if it is one of Isthmus and not there. Each method from {@link #unknown} on is
 * something that happens to it, a column of the table in docs/reference/registration-states.md, and gives the state that follows; what no caller can do
 * is refused with an exception.
 */
sealed interface RegistrationState {

    /** The state in words, a row of the table. */
    String words();

    /** ECS does not know it, and it is one of ours. */
    default RegistrationState unknown() {
        return late(this, "be unknown");
    }

    /** The answer to its registration is lost, or others register it at the same moment. */
    default RegistrationState mayBeThere() {
        return late(this, "be registered");
    }

    /** The pause is over. */
    default RegistrationState paused() {
        return late(this, "end a pause");
    }

    /** ECS has answered for good: it is there, or cannot be had. */
    default RegistrationState answered() {
        return late(this, "be answered");
    }

    /**
     * ECS is asked whether it is there.
     *
     * @param attempt from 1; a registration of which nobody knows whether it was made ends one
     */
    record Looking(int attempt) implements RegistrationState {

        @Override
        public String words() {
            return "looking" + last(attempt);
        }

        @Override
        public RegistrationState unknown() {
            return new Registering(attempt);
        }

        @Override
        public RegistrationState answered() {
            return new Over();
        }
    }

    /** It is not there, and is being registered. */
    record Registering(int attempt) implements RegistrationState {

        @Override
        public String words() {
            return "registering" + last(attempt);
        }

        @Override
        public RegistrationState mayBeThere() {
            return Backoff.START.again(attempt) ? new Pausing(attempt) : new Over();
        }

        @Override
        public RegistrationState answered() {
            return new Over();
        }
    }

    /** It may be there, by our own registration or that of others, and is looked for again in a while. */
    record Pausing(int attempt) implements RegistrationState {

        @Override
        public String words() {
            return "pausing";
        }

        @Override
        public RegistrationState paused() {
            return new Looking(attempt + 1);
        }
    }

    /** It was found or registered, or cannot be; who waits is told. */
    record Over() implements RegistrationState {

        @Override
        public String words() {
            return "over";
        }
    }

    private static RegistrationState late(RegistrationState state, String what) {
        throw new IllegalStateException("a registration that is " + state.words() + " cannot " + what);
    }

    private static String last(int attempt) {
        return Backoff.START.again(attempt) ? "" : ", the last time";
    }
}
