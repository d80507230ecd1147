package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.accelerators.Neurons;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.testkit.contract.translator.ResourceTranslatorContract;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;

/** A suite says what has been held, so that one that has run nothing cannot pass for one that has passed. */
@ResourceLock(Resources.SYSTEM_OUT)
class SuiteLineTest {

    private static final String TRIES = "isthmus.contract.tries";

    @Test
    void a_suite_that_passes_says_what_was_held_by_whom() {
        assertThat(printed(Examination.OfSet.class, "TR09_sets_every_free", new Neurons()))
                .contains("SetTranslatorContract: 1 rule held by com.example.accelerators.Neurons for ecs/neuron over "
                        + Integer.getInteger(TRIES, ResourceTranslatorContract.TRIES) + " tries");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void a_law_is_tried_as_often_as_a_property_says() {
        assertThat(printedWith("7")).contains(" over 7 tries");
        assertThat(printedWith(null)).contains(" over " + ResourceTranslatorContract.TRIES + " tries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "0", "10001", ""})
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void what_is_no_number_of_tries_fails_the_suite(String said) {
        String before = set(said);
        try {
            TestExecutionResult result =
                    Examination.run(Examination.OfSet.class, "TR09_sets_every_free", new Neurons());
            assertThat(result.getThrowable().orElseThrow())
                    .hasStackTraceContaining(
                            "system property isthmus.contract.tries is '" + said + "': want a number from 1 to 10000");
        } finally {
            var unused = set(before);
        }
    }

    @Test
    void one_that_fails_says_nothing_of_the_kind() {
        assertThat(printed(
                        Examination.OfSet.class,
                        "TR09_sets_every_free",
                        Mutant.of(new Neurons()).offering(free -> Translation.of(Amount.ZERO))))
                .doesNotContain(" held by ");
    }

    private static String printedWith(@Nullable String tries) {
        String before = set(tries);
        try {
            return printed(Examination.OfSet.class, "TR09_sets_every_free", new Neurons());
        } finally {
            var unused = set(before);
        }
    }

    /** What it was before. */
    private static @Nullable String set(@Nullable String tries) {
        return tries == null ? System.clearProperty(TRIES) : System.setProperty(TRIES, tries);
    }

    private static String printed(
            Class<? extends ResourceTranslatorContract> suite, String property, ResourceTranslator translator) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var unused = Examination.run(suite, property, translator);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
