package dev.isthmus.ecs.fetch;

import java.util.List;

/** What follows from a task's uris. */
public sealed interface FetchDecision {

    /** A case for each kind of decision, so that none is forgotten. */
    interface Cases<R> {

        /** There is nothing to fetch. */
        R nothing(Nothing decision);

        /** There is something to fetch. */
        R fetch(Fetch decision);

        /** The task cannot run. */
        R refused(Refused decision);
    }

    /** Takes the case of this decision. */
    <R> R match(Cases<R> cases);

    /**
     * There is nothing to fetch: the task has no uris, or none that is fetched.
     *
     * @param warnings what of the task is not honoured, and why; each is worth one line of the log
     */
    record Nothing(List<String> warnings) implements FetchDecision {
        /** Copies. */
        public Nothing {
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothing(this);
        }
    }

    /**
     * This is to be fetched before the task's command runs.
     *
     * @param list what, in order
     * @param mounts the directories of the agent that it needs, each once; empty if all of it comes from elsewhere
     * @param warnings what of the task is not honoured, and why
     */
    record Fetch(FetchList list, List<HostDirectory> mounts, List<String> warnings) implements FetchDecision {
        /** Copies. */
        public Fetch {
            mounts = List.copyOf(mounts);
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fetch(this);
        }
    }

    /**
     * The task cannot run as it is.
     *
     * @param message what is wrong with which of its uris, and what to do
     */
    record Refused(String message) implements FetchDecision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
