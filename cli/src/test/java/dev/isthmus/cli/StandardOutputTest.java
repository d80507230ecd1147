package dev.isthmus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

/** What becomes of a command whose output cannot be written. */
class StandardOutputTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int exit(String failure, int exit) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                throw new IOException(failure);
            }
        });
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(output, UTF_8), true);
        writer.println("a line");
        assertThat(writer.checkError()).as("a watch sees it").isTrue();
        return output.exit(exit, new PrintStream(err, true, UTF_8));
    }

    @Test
    void a_full_disk_is_no_success() {
        assertThat(exit("No space left on device", 0)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("error: standard output cannot be written: No space left on device");
        assertThat(exit("No space left on device", 3)).isEqualTo(3);
    }

    @Test
    void behind_head_it_ends_without_a_word_as_others_do() {
        assertThat(exit("Broken pipe", 0)).isEqualTo(141);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void what_is_written_changes_no_code() {
        StandardOutput output = new StandardOutput(new ByteArrayOutputStream());
        assertThat(output.exit(1, new PrintStream(err, true, UTF_8))).isEqualTo(1);
    }
}
