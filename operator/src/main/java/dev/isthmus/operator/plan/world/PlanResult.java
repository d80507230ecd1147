package dev.isthmus.operator.plan.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What would become of a task. */
public sealed interface PlanResult {

    /** Applies the function of its case. */
    <R> R fold(Function<? super Runs, ? extends R> runs, Function<? super Refused, ? extends R> refused);

    /** What is not honoured of it, in the words of the driver's log. */
    List<String> warnings();

    /**
     * It runs.
     *
     * @param family of its definition
     * @param definition what is registered, as the API has it; empty if the task runs an existing definition
     * @param start what RunTask or StartTask asks for beside it, as the API has it: overrides, tags, ECS Exec
     * @param offered the host ports that it takes of its offer, as Mesos writes ranges
     */
    record Runs(
            String family,
            Optional<Map<String, Object>> definition,
            Map<String, Object> start,
            String offered,
            List<String> warnings)
            implements PlanResult {

        /** Copies the list. */
        public Runs {
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R fold(Function<? super Runs, ? extends R> runs, Function<? super Refused, ? extends R> refused) {
            return runs.apply(this);
        }
    }

    /**
     * It does not run.
     *
     * @param message as the framework is told
     */
    record Refused(String message, List<String> warnings) implements PlanResult {

        /** Copies the list. */
        public Refused {
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R fold(Function<? super Runs, ? extends R> runs, Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
