package dev.isthmus.testkit.contract.translator;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Lets a law that has held often enough pass before all of its tries, where the system property {@value #PROPERTY} says how often is enough. */
final class FewerTries implements AroundTryHook {

    static final String PROPERTY = "isthmus.contract.tries";

    FewerTries() {}

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor law, List<Object> parameters)
            throws Throwable {
        int[] left = Store.getOrCreate(FewerTries.class, Lifespan.PROPERTY, () -> new int[] {enough()})
                .get();
        left[0]--;
        TryExecutionResult result = law.execute(parameters);
        return result.isSatisfied() && left[0] <= 0 ? TryExecutionResult.satisfied(true) : result;
    }

    private static int enough() {
        String said = System.getProperty(PROPERTY, Integer.toString(ResourceTranslatorContract.TRIES));
        try {
            int tries = Integer.parseInt(said);
            if (tries >= 1 && tries <= ResourceTranslatorContract.TRIES) {
                return tries;
            }
        } catch (NumberFormatException e) {
            // It is said below what is wanted.
        }
        throw new IllegalArgumentException("system property " + PROPERTY + " is '" + said
                + "': want a number from 1 to " + ResourceTranslatorContract.TRIES);
    }
}
