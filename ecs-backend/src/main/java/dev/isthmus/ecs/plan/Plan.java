package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.fetch.FetchList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** What is to be run for a task, as far as it follows from the task alone. */
public sealed interface Plan {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible);

    /**
     * It can be run.
     *
     * @param definition which definition it needs
     * @param command what is passed to it
     * @param environment what is added to its environment, apart from who the task is
     * @param container the container that the overrides are for, if the task names one
     * @param surroundings what it is given beside its containers
     * @param fetched what the container that fetches for it is told to fetch; empty if there is none, or that stands in its definition
     * @param warnings what of the task is not honoured, and why
     */
    record Planned(
            Wanted definition,
            CommandPassed command,
            SortedMap<String, String> environment,
            Optional<String> container,
            RunTaskOptions surroundings,
            Optional<FetchList> fetched,
            List<String> warnings)
            implements Plan {

        /** With nothing that a container of its own fetches. */
        public Planned(
                Wanted definition,
                CommandPassed command,
                SortedMap<String, String> environment,
                Optional<String> container,
                RunTaskOptions surroundings,
                List<String> warnings) {
            this(definition, command, environment, container, surroundings, Optional.empty(), warnings);
        }

        @Override
        public <R> R fold(
                Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible) {
            return planned.apply(this);
        }
    }

    /**
     * It cannot be run.
     *
     * @param message what is wrong and what to do
     */
    record Impossible(String message) implements Plan {
        @Override
        public <R> R fold(
                Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible) {
            return impossible.apply(this);
        }
    }

    /** A definition that is needed. */
    sealed interface Wanted {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super Existing, ? extends R> existing,
                Function<? super Own, ? extends R> own,
                Function<? super OwnGroup, ? extends R> ownGroup);

        /**
         * One that somebody else keeps.
         *
         * @param reference family, family:revision or ARN
         * @param namedBy what named it, for messages
         * @param roles the only roles that it may bring, because a framework chose it; empty if it may bring any
         */
        record Existing(String reference, String namedBy, Optional<Set<String>> roles) implements Wanted {
            @Override
            public <R> R fold(
                    Function<? super Existing, ? extends R> existing,
                    Function<? super Own, ? extends R> own,
                    Function<? super OwnGroup, ? extends R> ownGroup) {
                return existing.apply(this);
            }
        }

        /** One of ours, to be registered if it is not there yet. */
        record Own(DefinitionContent content) implements Wanted {
            @Override
            public <R> R fold(
                    Function<? super Existing, ? extends R> existing,
                    Function<? super Own, ? extends R> own,
                    Function<? super OwnGroup, ? extends R> ownGroup) {
                return own.apply(this);
            }
        }

        /** One of ours for a group, likewise. */
        record OwnGroup(GroupContent content) implements Wanted {
            @Override
            public <R> R fold(
                    Function<? super Existing, ? extends R> existing,
                    Function<? super Own, ? extends R> own,
                    Function<? super OwnGroup, ? extends R> ownGroup) {
                return ownGroup.apply(this);
            }
        }

        /** Whether it is one of ours. */
        default boolean ours() {
            return fold(existing -> false, own -> true, group -> true);
        }
    }

    /** What is passed to the definition as its command. */
    sealed interface CommandPassed {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super Nothing, ? extends R> nothing,
                Function<? super Words, ? extends R> words,
                Function<? super ShellLine, ? extends R> shellLine);

        /** Nothing: its own stands. */
        record Nothing() implements CommandPassed {
            @Override
            public <R> R fold(
                    Function<? super Nothing, ? extends R> nothing,
                    Function<? super Words, ? extends R> words,
                    Function<? super ShellLine, ? extends R> shellLine) {
                return nothing.apply(this);
            }
        }

        /** Exactly these words. */
        record Words(List<String> words) implements CommandPassed {
            @Override
            public <R> R fold(
                    Function<? super Nothing, ? extends R> nothing,
                    Function<? super Words, ? extends R> words,
                    Function<? super ShellLine, ? extends R> shellLine) {
                return words.apply(this);
            }
        }

        /** A line for a shell, of which the definition may or may not bring one as its entry point. */
        record ShellLine(String line) implements CommandPassed {
            @Override
            public <R> R fold(
                    Function<? super Nothing, ? extends R> nothing,
                    Function<? super Words, ? extends R> words,
                    Function<? super ShellLine, ? extends R> shellLine) {
                return shellLine.apply(this);
            }
        }
    }
}
