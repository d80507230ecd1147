package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.call.TaskFilter;
import java.util.ArrayList;
import java.util.List;

/** What a polling round waits for. Each method from {@link #runningListed} on gives the stage that follows, as in {@link RoundState}. */
sealed interface RoundStage {

    /** The stage in words. */
    String words();

    /** Calls the case of this stage. */
    void match(Cases cases);

    /** A method for each stage; a dispatcher that lacks one does not compile. */
    interface Cases {

        void listRunning(ListingRunning stage);

        void listStopped(ListingStopped stage);

        void describeTasks(DescribingTasks stage);

        void readInstances(ReadingInstances stage);
    }

    /** What a round begins with. */
    static RoundStage first(RoundState.Look look) {
        if (look.tasks()) {
            return new ListingRunning(List.of(), look.running());
        }
        return look.ends() ? new ListingStopped(List.of(), List.of(), look.stopped()) : new ReadingInstances();
    }

    /** The running tasks of the first filter that was left were listed; with filters of stopped ones that are to be listed, too. */
    default RoundStage runningListed(List<String> arns, List<TaskFilter> stopped) {
        return late(this, "have listed running tasks");
    }

    /** The stopped tasks of the first filter that was left were listed. */
    default RoundStage stoppedListed(List<String> arns) {
        return late(this, "have listed stopped tasks");
    }

    /** The tasks were described, and the instances are to be read. */
    default RoundStage tasksDescribed() {
        return late(this, "have described tasks");
    }

    /** Whether a round can be done after it. */
    default boolean mayBeLast() {
        return false;
    }

    /**
     * ECS lists running tasks, by one filter after the other.
     *
     * @param running those listed so far
     * @param left the filters that are left, the one that is being listed first; at least one
     */
    record ListingRunning(List<String> running, List<TaskFilter> left) implements RoundStage {

        /** Copies. */
        public ListingRunning {
            running = List.copyOf(running);
            left = List.copyOf(left);
            if (left.isEmpty()) {
                throw new IllegalArgumentException("no running tasks are left to be listed");
            }
        }

        @Override
        public String words() {
            return "listing running tasks" + (left.size() > 1 ? ", more to list" : "");
        }

        @Override
        public void match(Cases cases) {
            cases.listRunning(this);
        }

        @Override
        public RoundStage runningListed(List<String> arns, List<TaskFilter> stopped) {
            List<String> all = new ArrayList<>(running);
            all.addAll(arns);
            return left.size() > 1
                    ? new ListingRunning(all, left.subList(1, left.size()))
                    : ListingStopped.orDescribing(all, List.of(), stopped);
        }
    }

    /**
     * ECS lists stopped tasks, by one filter after the other.
     *
     * @param running those listed as running
     * @param stopped those listed as stopped so far
     * @param left the filters that are left, the one that is being listed first; at least one
     */
    record ListingStopped(List<String> running, List<String> stopped, List<TaskFilter> left) implements RoundStage {

        /** Copies. */
        public ListingStopped {
            running = List.copyOf(running);
            stopped = List.copyOf(stopped);
            left = List.copyOf(left);
            if (left.isEmpty()) {
                throw new IllegalArgumentException("no stopped tasks are left to be listed");
            }
        }

        private static RoundStage orDescribing(List<String> running, List<String> stopped, List<TaskFilter> left) {
            return left.isEmpty() ? new DescribingTasks(running, stopped) : new ListingStopped(running, stopped, left);
        }

        @Override
        public String words() {
            return "listing stopped tasks" + (left.size() > 1 ? ", more to list" : "");
        }

        @Override
        public void match(Cases cases) {
            cases.listStopped(this);
        }

        @Override
        public RoundStage stoppedListed(List<String> arns) {
            List<String> all = new ArrayList<>(stopped);
            all.addAll(arns);
            return orDescribing(running, all, left.subList(1, left.size()));
        }
    }

    /**
     * ECS describes tasks.
     *
     * @param running those listed as running
     * @param stopped those listed as stopped
     */
    record DescribingTasks(List<String> running, List<String> stopped) implements RoundStage {

        /** Copies. */
        public DescribingTasks {
            running = List.copyOf(running);
            stopped = List.copyOf(stopped);
        }

        @Override
        public String words() {
            return "describing tasks";
        }

        @Override
        public void match(Cases cases) {
            cases.describeTasks(this);
        }

        @Override
        public RoundStage tasksDescribed() {
            return new ReadingInstances();
        }

        @Override
        public boolean mayBeLast() {
            return true;
        }
    }

    /** ECS lists and describes container instances. */
    record ReadingInstances() implements RoundStage {

        @Override
        public String words() {
            return "reading instances";
        }

        @Override
        public void match(Cases cases) {
            cases.readInstances(this);
        }

        @Override
        public boolean mayBeLast() {
            return true;
        }
    }

    private static RoundStage late(RoundStage stage, String what) {
        throw new IllegalStateException("a round that is " + stage.words() + " cannot " + what);
    }
}
