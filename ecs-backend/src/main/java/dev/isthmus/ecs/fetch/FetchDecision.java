package dev.isthmus.ecs.fetch;

import java.util.List;

/** What to do with the URIs of a task. */
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
     * There is nothing to fetch: the task has no URIs, or none that is fetched.
     *
     * @param warnings what is not honoured, and why; to be logged
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
     * These files are fetched before the command runs.
     *
     * @param list the files, in order
     * @param mounts the directories of the agent to mount, each once; empty if no file is on the agent
     * @param warnings what is not honoured, and why
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
     * @param message which URI is wrong, why, and what to do
     */
    record Refused(String message) implements FetchDecision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
