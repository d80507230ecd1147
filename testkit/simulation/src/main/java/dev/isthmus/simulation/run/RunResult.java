package dev.isthmus.simulation.run;

import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param seed its seed
 * @param broken the law that was broken, if one was
 * @param simulated how much time has passed in the world
 * @param steps how many instants something was due at
 * @param events how many lines its trace has
 * @param last the last of those lines, under a line of headings
 */
public record RunResult(
        long seed, Optional<BrokenLaw> broken, Duration simulated, long steps, long events, List<String> last) {

    /** Copies. */
    public RunResult {
        last = List.copyOf(last);
    }
}
