package dev.isthmus.testkit.contract;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Lets a rule that has held often enough pass before all of its tries, where a system property says how often is enough. */
public abstract class FewerTries implements AroundTryHook {

    private final String property;
    private final int most;

    /**
     * For subclasses, which jqwik makes.
     *
     * @param property the name of the system property
     * @param most how often is enough where it is not set; it may say less, from 1 on
     */
    protected FewerTries(String property, int most) {
        this.property = property;
        this.most = most;
    }

    @Override
    public final TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor rule, List<Object> parameters)
            throws Throwable {
        int[] left = Store.getOrCreate(getClass(), Lifespan.PROPERTY, () -> new int[] {enough()})
                .get();
        left[0]--;
        TryExecutionResult result = rule.execute(parameters);
        return result.isSatisfied() && left[0] <= 0 ? TryExecutionResult.satisfied(true) : result;
    }

    private int enough() {
        String said = System.getProperty(property, Integer.toString(most));
        try {
            int tries = Integer.parseInt(said);
            if (tries >= 1 && tries <= most) {
                return tries;
            }
        } catch (NumberFormatException e) {
            // It is said below what is wanted.
        }
        throw new IllegalArgumentException(
                "system property " + property + " is '" + said + "': want a number from 1 to " + most);
    }
}
