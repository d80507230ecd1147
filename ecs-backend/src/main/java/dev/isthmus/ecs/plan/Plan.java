package dev.isthmus.ecs.plan;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fetch.FetchList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** How a task runs on ECS, as far as this follows from the task and the settings. */
public sealed interface Plan {

    /** Applies the function of its case. */
    <R> R fold(Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible);

    /**
     * The task can run.
     *
     * @param definition the task definition it needs
     * @param command the command override
     * @param environment the environment override, without the identity of the task
     * @param container the container of the overrides, if the task names one
     * @param surroundings options of the task as a whole
     * @param architecture the processors that it needs; empty for any
     * @param fetched what its fetcher container fetches; empty if there is none, or if the task definition says so
     * @param warnings which fields of the task are not honoured, and why
     */
    record Planned(
            Wanted definition,
            CommandPassed command,
            SortedMap<String, String> environment,
            Optional<String> container,
            RunTaskOptions surroundings,
            Optional<CpuArchitecture> architecture,
            Optional<FetchList> fetched,
            List<String> warnings)
            implements Plan {

        /** A plan for any processors, without a fetcher container. */
        public Planned(
                Wanted definition,
                CommandPassed command,
                SortedMap<String, String> environment,
                Optional<String> container,
                RunTaskOptions surroundings,
                List<String> warnings) {
            this(
                    definition,
                    command,
                    environment,
                    container,
                    surroundings,
                    Optional.empty(),
                    Optional.empty(),
                    warnings);
        }

        @Override
        public <R> R fold(
                Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible) {
            return planned.apply(this);
        }
    }

    /**
     * The task cannot run.
     *
     * @param refusal whether it is wrong in itself, or for this agent alone
     * @param message what is wrong and what to do
     */
    record Impossible(Refusal refusal, String message) implements Plan {

        /** One that is wrong in itself. */
        public Impossible(String message) {
            this(Refusal.INVALID, message);
        }

        @Override
        public <R> R fold(
                Function<? super Planned, ? extends R> planned, Function<? super Impossible, ? extends R> impossible) {
            return impossible.apply(this);
        }
    }

    /** The task definition that a task needs. */
    sealed interface Wanted {

        /** Applies the function of its case. */
        <R> R fold(
                Function<? super Existing, ? extends R> existing,
                Function<? super Own, ? extends R> own,
                Function<? super OwnGroup, ? extends R> ownGroup);

        /**
         * An existing one, which Isthmus did not register.
         *
         * @param reference family, family:revision or ARN
         * @param namedBy what named it, for messages
         * @param roles the roles that it may have, if a framework chose it; empty if it may have any
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

        /** One that Isthmus registers, unless it exists. */
        record Own(DefinitionContent content) implements Wanted {
            @Override
            public <R> R fold(
                    Function<? super Existing, ? extends R> existing,
                    Function<? super Own, ? extends R> own,
                    Function<? super OwnGroup, ? extends R> ownGroup) {
                return own.apply(this);
            }
        }

        /** One that Isthmus registers for a group, unless it exists. */
        record OwnGroup(GroupContent content) implements Wanted {
            @Override
            public <R> R fold(
                    Function<? super Existing, ? extends R> existing,
                    Function<? super Own, ? extends R> own,
                    Function<? super OwnGroup, ? extends R> ownGroup) {
                return ownGroup.apply(this);
            }
        }

        /** Whether Isthmus registers it. */
        default boolean ours() {
            return fold(existing -> false, own -> true, group -> true);
        }
    }

    /** The command override. */
    sealed interface CommandPassed {

        /** Applies the function of its case. */
        <R> R fold(
                Function<? super Nothing, ? extends R> nothing,
                Function<? super Words, ? extends R> words,
                Function<? super ShellLine, ? extends R> shellLine);

        /** None: the task definition's own command runs. */
        record Nothing() implements CommandPassed {
            @Override
            public <R> R fold(
                    Function<? super Nothing, ? extends R> nothing,
                    Function<? super Words, ? extends R> words,
                    Function<? super ShellLine, ? extends R> shellLine) {
                return nothing.apply(this);
            }
        }

        /** These words. */
        record Words(List<String> words) implements CommandPassed {
            @Override
            public <R> R fold(
                    Function<? super Nothing, ? extends R> nothing,
                    Function<? super Words, ? extends R> words,
                    Function<? super ShellLine, ? extends R> shellLine) {
                return words.apply(this);
            }
        }

        /** A shell command line; the entry point of the task definition may be a shell or not. */
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
