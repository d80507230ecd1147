package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.math.BigInteger;
import java.util.Set;

/**
 * Base class of translators of a scalar that the backend counts in whole units; satisfies the laws and does not overflow. A subclass says
 * which resource it translates and how many units one whole of it is. To oversubscribe, it overrides {@link #ratio} and nothing else.
 *
 * <p>Offers are rounded down to a thousandth, or to a whole where the resource is indivisible; demands are rounded down to a unit, once. A
 * quantity of another type, one beyond the range of the backend, and a fraction of an indivisible resource are refused with the value and
 * the limit.
 *
 * <p>Stateless and thread-safe, as long as what a subclass adds is.
 *
 * @since 0.1
 */
public abstract class ScalarTranslator implements ResourceTranslator {

    /** The most units that ECS can say of one resource: its numbers are signed integers of 32 bits (Resource, integerValue). */
    public static final long MOST_OF_ECS = Integer.MAX_VALUE;

    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final long MOST_WHOLE = Long.MAX_VALUE / 1000;

    private final String name;
    private final ResourceName resource;
    private final Dialect backend;
    private final ResourceName counted;
    private final long unitsPerWhole;
    private final long most;
    /** The most thousandths that can be multiplied by the units as they are. */
    private final long mostPlain;

    /**
     * To ECS.
     *
     * @param name what the translator is called, as {@link #name}
     * @param resource in the dialect of Mesos
     * @param counted the name that ECS counts it under
     * @param unitsPerWhole how many units one whole of the resource is, such as 1024 for CPUs; above zero
     */
    protected ScalarTranslator(String name, ResourceName resource, ResourceName counted, long unitsPerWhole) {
        this(name, resource, Dialect.ECS, counted, unitsPerWhole, MOST_OF_ECS);
    }

    /**
     * To any backend.
     *
     * @param name what the translator is called, as {@link #name}
     * @param resource in the dialect of Mesos
     * @param backend the dialect that {@code counted} is of
     * @param counted the name that the backend counts it under
     * @param unitsPerWhole how many units one whole of the resource is; above zero
     * @param most the most units that the backend can count; above zero, at most what an {@link Amount} holds
     * @throws IllegalArgumentException if a number is out of its range
     */
    protected ScalarTranslator(
            String name, ResourceName resource, Dialect backend, ResourceName counted, long unitsPerWhole, long most) {
        if (unitsPerWhole <= 0 || most <= 0 || most > MOST_WHOLE) {
            throw new IllegalArgumentException(
                    "translator '" + name + "' with " + unitsPerWhole + " units of " + counted
                            + " to one of " + resource + " and at most " + most + ": want both above zero, and at most "
                            + MOST_WHOLE + " units");
        }
        this.name = name;
        this.resource = resource;
        this.backend = backend;
        this.counted = counted;
        this.unitsPerWhole = unitsPerWhole;
        this.most = most;
        this.mostPlain = Long.MAX_VALUE / unitsPerWhole;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ResourceName resource() {
        return resource;
    }

    @Override
    public final Dialect backend() {
        return backend;
    }

    @Override
    public final Set<ResourceName> backendResources() {
        return Set.of(counted);
    }

    @Override
    public final Translation<Quantity> offer(Resources free, TranslationContext context) {
        Ratio ratio = ratio(context);
        return amountOf(free.get(counted).orElse(Amount.ZERO)).flatMap(amount -> {
            if (amount.wholeUp() > most) {
                return Translation.refused(
                        counted + ":" + amount + " is beyond what " + backendInWords() + " can count: at most " + most);
            }
            if (ratio.equals(Ratio.ONE)) {
                long offered = amount.thousandths() / unitsPerWhole;
                return Translation.of(Amount.ofThousandths(isDivisible() ? offered : offered - offered % 1000));
            }
            BigInteger offered =
                    big(amount.thousandths()).multiply(big(ratio.offered())).divide(unit(ratio));
            if (!isDivisible()) {
                offered = offered.subtract(offered.mod(THOUSAND));
            }
            // Only a ratio can make this larger than an amount can be: what is offered then is the largest there is,
            // which is less.
            return Translation.of(
                    Amount.ofThousandths(offered.min(big(isDivisible() ? Long.MAX_VALUE : MOST_WHOLE * 1000))
                            .longValueExact()));
        });
    }

    @Override
    public final Translation<Taken> take(Quantity demand, TranslationContext context) {
        if (!(demand instanceof Amount amount)) {
            return wrongType(resource, demand);
        }
        if (!isDivisible() && !amount.isWhole()) {
            return Translation.refused(
                    resource + ":" + amount + " is a fraction: " + whyWhole() + ", want a whole number");
        }
        Ratio ratio = ratio(context);
        if (ratio.equals(Ratio.ONE) && amount.thousandths() <= mostPlain) {
            long thousandths = amount.thousandths() * unitsPerWhole;
            return taken(amount, ratio, thousandths / 1000, thousandths % 1000 > 0);
        }
        BigInteger[] parts = big(amount.thousandths()).multiply(unit(ratio)).divideAndRemainder(step(ratio));
        return taken(amount, ratio, parts[0].min(big(MOST_WHOLE + 1)).longValueExact(), parts[1].signum() > 0);
    }

    /**
     * What so many units are.
     *
     * @param down whole units, or more than {@link #most} if there are more
     * @param rest whether there was a fraction
     */
    private Translation<Taken> taken(Amount amount, Ratio ratio, long down, boolean rest) {
        boolean limited = isLimited() && rest;
        if (down + (limited ? 1 : 0) > most) {
            return Translation.refused(resource + ":" + amount + " is beyond what " + backendInWords()
                    + " can hold: at most " + bound(largest(step(ratio), ratio), most));
        }
        return Translation.of(limited ? new Taken(units(down), units(down + 1)) : Taken.of(units(down)));
    }

    private static BigInteger step(Ratio ratio) {
        return THOUSAND.multiply(big(ratio.offered()));
    }

    /** Whether a task may ask for a fraction. Where it may not, fractions are refused and whole amounts are offered. */
    protected boolean isDivisible() {
        return true;
    }

    /** Why a fraction is refused, where it is: the words before {@code want a whole number}. */
    protected String whyWhole() {
        return resource + " cannot be divided";
    }

    /** Whether a task gets a hard limit, rounded up to a unit, where that differs from what is accounted. */
    protected boolean isLimited() {
        return false;
    }

    /** How much a free quantity is, in units. Overridden where the backend tells it otherwise, such as by a set of the devices' ids. */
    protected Translation<Amount> amountOf(Quantity free) {
        return free instanceof Amount amount ? Translation.of(amount) : wrongType(counted, free);
    }

    /**
     * The bound that a refused demand breaks, in words.
     *
     * @param demand the largest that is not refused
     * @param units the most that the backend can count
     */
    protected String bound(Amount demand, long units) {
        return demand + ", " + units + " of " + counted;
    }

    private Amount largest(BigInteger step, Ratio ratio) {
        BigInteger bound = isLimited()
                ? big(most).multiply(step)
                : big(most).add(BigInteger.ONE).multiply(step).subtract(BigInteger.ONE);
        BigInteger thousandths = bound.divide(unit(ratio)).min(big(Long.MAX_VALUE));
        return Amount.ofThousandths(
                (isDivisible() ? thousandths : thousandths.subtract(thousandths.mod(THOUSAND))).longValueExact());
    }

    private BigInteger unit(Ratio ratio) {
        return big(unitsPerWhole).multiply(big(ratio.free()));
    }

    private Resources units(long units) {
        return Resources.of(backend, counted, Amount.of(units));
    }

    private String backendInWords() {
        return backend.equals(Dialect.ECS) ? "ECS" : backend.toString();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static <T> Translation<T> wrongType(ResourceName of, Quantity given) {
        return Translation.refused(of + ":" + given + " is of type " + given.type() + ": want scalar");
    }
}
