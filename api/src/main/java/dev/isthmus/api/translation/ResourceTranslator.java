package dev.isthmus.api.translation;

import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.Set;

/**
 * Translates one Mesos resource to amounts of a backend and back: a free amount to what is offered, a demand to what is taken.
 * {@code docs/spec.md} has the laws that it must satisfy; the testkit has a contract suite that checks them.
 *
 * <ul>
 *   <li>Discovery: R-RT-01, directly with {@link java.util.ServiceLoader}; of several for one resource and backend, the only one with the
 *       highest {@link #priority} is used.
 *   <li>Threads: R-RT-02, called on any thread, on several at once: it is stateless.
 *   <li>Blocking: R-RT-03, it must not block or do I/O; it is called for each agent each time offers are made.
 *   <li>Exceptions: R-RT-04, none, for any amount: what cannot be translated is {@link Translation.Refused}.
 *   <li>Close: there is none; it holds nothing.
 * </ul>
 *
 * @since 0.1
 */
public interface ResourceTranslator extends Provider {

    /** The Mesos resource it translates. */
    ResourceName resource();

    /** The dialect it translates to. */
    Dialect backend();

    /** The names, in the backend's dialect, that it reads in {@link #offer} and fills in {@link #take}. May be empty. */
    Set<ResourceName> backendResources();

    /**
     * What is offered of {@link #resource} when this much is free on an agent.
     *
     * @param free in the backend's dialect; may lack, or hold more than, {@link #backendResources}
     * @return a quantity of the resource's own type, zero if there is none to offer
     */
    Translation<Quantity> offer(Resources free, TranslationContext context);

    /**
     * What a demand takes.
     *
     * @param demand of {@link #resource}, in Mesos units
     * @return amounts under {@link #backendResources} only
     */
    Translation<Taken> take(Quantity demand, TranslationContext context);

    /** By how much it scales on purpose; the laws of fidelity and no invention are stated against this. */
    default Ratio ratio(TranslationContext context) {
        return Ratio.ONE;
    }
}
