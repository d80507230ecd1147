package dev.isthmus.operator.aws;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.useragent.BusinessMetricFeatureId;

/** Where credentials come from, in words: the SDK says it by the letters that it sends in its user agent. */
public final class CredentialWords {

    private CredentialWords() {}

    /**
     * The words.
     *
     * @param provider as the SDK names it: letters, those of several with commas between them, or the name of a provider that is none of its own
     */
    public static String of(String provider) {
        return Arrays.stream(provider.split(",", -1)).map(CredentialWords::word).collect(Collectors.joining(", "));
    }

    private static String word(String letter) {
        return Arrays.stream(BusinessMetricFeatureId.values())
                .filter(feature -> letter.equals(feature.value()))
                .map(feature -> feature.name()
                        .replaceFirst("^CREDENTIALS_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' '))
                .findFirst()
                .orElse(letter);
    }
}
