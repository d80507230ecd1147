package dev.isthmus.operator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where credentials come from, in words. */
class CredentialWordsTest {

    @Test
    void letters_of_the_SDK_are_words_and_names_of_others_stay() {
        assertThat(CredentialWords.of("g")).isEqualTo("env vars");
        assertThat(CredentialWords.of("o,i")).isEqualTo("profile source profile, sts assume role");
        assertThat(CredentialWords.of("OurProvider")).isEqualTo("OurProvider");
    }
}
