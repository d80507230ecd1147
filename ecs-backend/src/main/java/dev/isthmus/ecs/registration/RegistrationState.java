package dev.isthmus.ecs.registration;

import dev.isthmus.ecs.budget.Backoff;
import java.util.function.Function;

/**
 * The state of the search for a task definition, which registers it if it is one of Isthmus and not there. Each method from {@link #unknown} on is
 * something that happens to it, a column of the table in docs/reference/registration-states.md, and gives the state that follows; what no caller can do
 * is refused with an exception.
 */
sealed interface RegistrationState {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Looking, ? extends R> looking,
            Function<? super Registering, ? extends R> registering,
            Function<? super Pausing, ? extends R> pausing,
            Function<? super Over, ? extends R> over);

    /**
     * ECS is asked whether it is there.
     *
     * @param attempt from 1; a registration of which nobody knows whether it was made ends one
     */
    record Looking(int attempt) implements RegistrationState {
        @Override
        public <R> R fold(
                Function<? super Looking, ? extends R> looking,
                Function<? super Registering, ? extends R> registering,
                Function<? super Pausing, ? extends R> pausing,
                Function<? super Over, ? extends R> over) {
            return looking.apply(this);
        }
    }

    /** It is not there, and is being registered. */
    record Registering(int attempt) implements RegistrationState {
        @Override
        public <R> R fold(
                Function<? super Looking, ? extends R> looking,
                Function<? super Registering, ? extends R> registering,
                Function<? super Pausing, ? extends R> pausing,
                Function<? super Over, ? extends R> over) {
            return registering.apply(this);
        }
    }

    /** It may be there, by our own registration or that of others, and is looked for again in a while. */
    record Pausing(int attempt) implements RegistrationState {
        @Override
        public <R> R fold(
                Function<? super Looking, ? extends R> looking,
                Function<? super Registering, ? extends R> registering,
                Function<? super Pausing, ? extends R> pausing,
                Function<? super Over, ? extends R> over) {
            return pausing.apply(this);
        }
    }

    /** It was found or registered, or cannot be; who waits is told. */
    record Over() implements RegistrationState {
        @Override
        public <R> R fold(
                Function<? super Looking, ? extends R> looking,
                Function<? super Registering, ? extends R> registering,
                Function<? super Pausing, ? extends R> pausing,
                Function<? super Over, ? extends R> over) {
            return over.apply(this);
        }
    }

    /** ECS does not know it, and it is one of ours. */
    default RegistrationState unknown() {
        return fold(
                looking -> new Registering(looking.attempt()),
                registering -> late("be unknown", registering),
                pausing -> late("be unknown", pausing),
                over -> late("be unknown", over));
    }

    /** The answer to its registration is lost, or others register it at the same moment. */
    default RegistrationState mayBeThere() {
        return fold(
                looking -> late("be registered", looking),
                registering ->
                        Backoff.START.again(registering.attempt()) ? new Pausing(registering.attempt()) : new Over(),
                pausing -> late("be registered", pausing),
                over -> late("be registered", over));
    }

    /** The pause is over. */
    default RegistrationState paused() {
        return fold(
                looking -> late("end a pause", looking),
                registering -> late("end a pause", registering),
                pausing -> new Looking(pausing.attempt() + 1),
                over -> late("end a pause", over));
    }

    /** ECS has answered for good: it is there, or cannot be had. */
    default RegistrationState answered() {
        return fold(
                looking -> new Over(),
                registering -> new Over(),
                pausing -> late("be answered", pausing),
                over -> late("be answered", over));
    }

    private static RegistrationState late(String what, RegistrationState state) {
        throw new IllegalStateException("a registration that is " + state + " cannot " + what);
    }
}
