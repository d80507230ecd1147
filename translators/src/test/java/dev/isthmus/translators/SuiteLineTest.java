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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A suite says what has been held, so that one that has run nothing cannot pass for one that has passed. */
@ResourceLock(Resources.SYSTEM_OUT)
class SuiteLineTest {

    @Test
    void a_suite_that_passes_says_what_was_held_by_whom() {
        assertThat(printed(Examination.OfSet.class, "TR09_sets_every_free", new Neurons()))
                .contains("SetTranslatorContract: 1 rule held by com.example.accelerators.Neurons for ecs/neuron over "
                        + ResourceTranslatorContract.TRIES + " tries");
    }

    @Test
    void one_that_fails_says_nothing_of_the_kind() {
        assertThat(printed(
                        Examination.OfSet.class,
                        "TR09_sets_every_free",
                        Mutant.of(new Neurons()).offering(free -> Translation.of(Amount.ZERO))))
                .doesNotContain(" held by ");
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
