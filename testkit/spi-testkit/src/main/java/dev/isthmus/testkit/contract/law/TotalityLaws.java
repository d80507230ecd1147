package dev.isthmus.testkit.contract.law;

import static dev.isthmus.testkit.contract.law.TranslatorFeature.COUNTED;
import static dev.isthmus.testkit.contract.law.TranslatorFeature.ITEMS;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * TR-04 and TR-05: every amount has an answer, more is never less, and what cannot be said is refused in words. Each answers what is broken,
 * or nothing.
 */
public final class TotalityLaws {

    private static final Pattern BOUND = Pattern.compile("\\d|\\bwant\\b");

    private TotalityLaws() {}

    /** TR-04, monotone offers: of more that is free no less is offered. The smaller must be within the larger. */
    public static Optional<String> monotoneOffer(TranslatorSubject subject, Resources smaller, Resources larger) {
        return Law.examine(
                "TR-04 monotone",
                () -> subject.offered(larger).ifPresent(more -> {
                    Quantity less = subject.offered(smaller)
                            .orElseThrow(() ->
                                    Law.broken(larger + " is offered, but the smaller " + smaller + " is refused"));
                    Law.require(
                            more.contains(less),
                            () -> "of free " + smaller + " is offered " + less + ", but of the larger " + larger
                                    + " only " + more);
                }));
    }

    /** TR-04, monotone takes: who asks for more takes no less. The smaller must be within the larger. */
    public static Optional<String> monotoneTake(TranslatorSubject subject, Quantity smaller, Quantity larger) {
        return Law.examine(
                "TR-04 monotone",
                () -> TranslatorSubject.value(subject.take(larger)).ifPresent(more -> {
                    Taken less = subject.takenFor(smaller, () -> "the larger demand " + larger + " is not");
                    Law.require(
                            more.accounted().contains(less.accounted()),
                            () -> "the demand " + smaller + " takes " + less.accounted() + ", but the larger " + larger
                                    + " takes " + more.accounted());
                }));
    }

    /** TR-04, zero to zero: of nothing free nothing is offered, and who asks for nothing takes nothing. */
    public static Optional<String> zero(TranslatorSubject subject) {
        return Law.examine("TR-04 zero", () -> {
            if (subject.has(COUNTED)) {
                Resources none = Resources.none(subject.translator().backend());
                Quantity offered = subject.offered(none).orElse(subject.nothing());
                Law.require(offered.isZero(), () -> "nothing is free, yet " + offered + " is offered");
            }
            Taken taken = subject.takenFor(subject.nothing(), () -> "nothing can always be had");
            Law.require(
                    taken.accounted().isEmpty() && taken.limits().isEmpty(),
                    () -> "who asks for nothing takes " + taken);
        });
    }

    /** TR-04, total: whatever is free has an answer, of the resource's own type; what the backend does not count does not matter to it. */
    public static Optional<String> totalOffer(TranslatorSubject subject, Resources free) {
        return Law.examine("TR-04 total", () -> {
            Translation<Quantity> answer = subject.offer(free);
            requireReason(answer, () -> "offer of free " + free);
            TranslatorSubject.value(answer)
                    .ifPresent(offered -> Law.require(
                            offered.type().equals(subject.nothing().type()),
                            () -> "of free " + free + " is offered " + offered + ", a " + offered.type() + ": "
                                    + subject.translator().resource() + " is a "
                                    + subject.nothing().type()));
            if (!subject.has(COUNTED)) {
                Resources none = Resources.none(free.dialect());
                Law.require(
                        subject.offer(none).equals(answer),
                        () -> "the offer depends on what is free, " + free
                                + ", although the backend does not count it");
            }
        });
    }

    /** TR-04, total: every demand has an answer, under the names that the translator declares. */
    public static Optional<String> totalTake(TranslatorSubject subject, Quantity demand) {
        return Law.examine("TR-04 total", () -> {
            Translation<Taken> answer = subject.take(demand);
            requireReason(answer, () -> "take of " + demand);
            TranslatorSubject.value(answer).ifPresent(taken -> {
                Law.require(
                        taken.accounted().dialect().equals(subject.translator().backend()),
                        () -> "the demand " + demand + " takes resources of dialect "
                                + taken.accounted().dialect());
                Law.require(
                        declared(subject, taken.accounted()) && declared(subject, taken.limits()),
                        () -> "the demand " + demand + " takes " + taken + ", not only of the declared "
                                + subject.translator().backendResources());
            });
        });
    }

    /** TR-05, refusal over distortion: this demand cannot be said in the backend, so it is refused, naming the value and the bound. */
    public static Optional<String> refused(TranslatorSubject subject, Quantity demand) {
        return Law.examine("TR-05 refusal", () -> {
            if (subject.take(demand) instanceof Translation.Refused<Taken> refused) {
                requireNamed(refused.message(), demand);
            } else {
                throw Law.broken("the demand " + demand + " cannot be said in the backend, yet it takes "
                        + TranslatorSubject.value(subject.take(demand)));
            }
        });
    }

    /** TR-05: what is free as a set of items counts by their number, or is refused without {@link TranslatorFeature#ITEMS}. */
    public static Optional<String> items(TranslatorSubject subject, Items free) {
        return Law.examine("TR-05 refusal", () -> {
            Resources all =
                    Resources.of(subject.translator().backend(), subject.scale().counted(), free);
            if (!subject.has(COUNTED) || all.isEmpty()) {
                return;
            }
            Translation<Quantity> answer = subject.offer(all);
            if (subject.has(ITEMS)) {
                Resources number = all.with(
                        subject.scale().counted(), Amount.of(free.names().size()));
                Law.require(
                        answer.equals(subject.offer(number)),
                        () -> "of free " + all + " is offered other than of " + number + ": " + answer);
            } else if (answer instanceof Translation.Refused<Quantity> refused) {
                requireNamed(refused.message(), free);
            } else {
                throw Law.broken("of free " + all + " is offered " + answer + ", although it counts no items");
            }
        });
    }

    private static boolean declared(TranslatorSubject subject, Resources resources) {
        return subject.translator()
                .backendResources()
                .containsAll(resources.quantities().keySet());
    }

    private static void requireReason(Translation<?> answer, Supplier<String> what) {
        if (answer instanceof Translation.Refused<?> refused) {
            Law.require(!refused.message().isBlank(), () -> what.get() + " is refused without a reason");
        }
    }

    private static void requireNamed(String message, Quantity value) {
        Law.require(
                message.contains(value.toString()),
                () -> "the refusal of " + value + " does not name the value: " + message);
        Law.require(
                BOUND.matcher(message.replace(value.toString(), "")).find(),
                () -> "the refusal of " + value + " names no bound, neither a number nor what it would want: "
                        + message);
    }
}
