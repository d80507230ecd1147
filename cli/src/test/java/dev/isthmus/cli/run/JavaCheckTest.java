package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openjdk version \"1.8.0_392\"\nOpenJDK Runtime Environment",
                "java version \"9\"",
                "Picked up something\nopenjdk version \"11.0.21\" 2023-10-17",
                "openjdk version \"16-ea\" 2021-03-16"
            })
    void an_older_java_is_named_with_what_is_wanted(String output) {
        assertThat(JavaCheck.complaintAbout("/old/java", output).orElseThrow())
                .startsWith("/old/java is Java ")
                .contains("the driver needs 17 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openjdk version \"17.0.9\" 2023-10-17", "openjdk version \"26-ea\"", "something else", ""})
    void a_newer_one_or_an_unknown_one_is_let_be(String output) {
        assertThat(JavaCheck.complaintAbout("java", output)).isEmpty();
    }

    @Test
    void commands_that_are_no_java_are_not_asked() throws Exception {
        assertThat(JavaCheck.complaint("false")).isEmpty();
        assertThat(JavaCheck.complaint("/nowhere/java")).isEmpty();
    }
}
