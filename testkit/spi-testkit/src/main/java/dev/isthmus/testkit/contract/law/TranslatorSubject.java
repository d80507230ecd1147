package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A translator as the laws look at it.
 *
 * @param translator the one examined
 * @param context what it is called with
 * @param nothing nothing of its resource, in the resource's own type
 * @param scale what its resource is in the backend; of no meaning for ports, nor where the backend does not count
 * @param features what it does beyond the least
 */
public record TranslatorSubject(
        ResourceTranslator translator,
        TranslationContext context,
        Quantity nothing,
        Scale scale,
        Set<TranslatorFeature> features) {

    /** Copies the features. */
    public TranslatorSubject {
        features = Set.copyOf(features);
    }

    boolean has(TranslatorFeature feature) {
        return features.contains(feature);
    }

    Translation<Quantity> offer(Resources free) {
        return answered(() -> "offer of free " + free, () -> translator.offer(free, context));
    }

    Translation<Taken> take(Quantity demand) {
        return answered(() -> "take of " + demand, () -> translator.take(demand, context));
    }

    /** What is offered; empty if that is refused. */
    public Optional<Quantity> offered(Resources free) {
        return value(offer(free));
    }

    /** What a demand that must not be refused takes. */
    Taken takenFor(Quantity demand, Supplier<String> because) {
        Translation<Taken> answer = take(demand);
        if (answer instanceof Translation.Refused<Taken> refused) {
            throw Law.broken(
                    "the demand " + demand + " is refused, although " + because.get() + ": " + refused.message());
        }
        return value(answer).orElseThrow();
    }

    public static <T> Optional<T> value(Translation<T> answer) {
        return answer instanceof Translation.Translated<T> translated
                ? Optional.of(translated.value())
                : Optional.empty();
    }

    private static <T> Translation<T> answered(Supplier<String> what, Supplier<Translation<T>> call) {
        Translation<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Law.broken(what.get() + " threw " + e + ", but a translator answers every amount (R-RT-04)");
        }
        Law.require(answer != null, () -> what.get() + " answered null");
        return answer;
    }
}
