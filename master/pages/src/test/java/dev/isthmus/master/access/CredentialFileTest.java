package dev.isthmus.master.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fact 98: the file of credentials. */
class CredentialFileTest {

    @TempDir
    private Path folder;

    @Test
    void who_is_in_the_file_comes_in() throws IOException {
        Path file = file("{\"credentials\": [{\"principal\": \"p\", \"secret\": \"s\"},"
                + " {\"principal\": \"q\", \"secret\": \"t u\"}]}");
        assertThat(CredentialFile.read(file).authenticate(basic("q:t u"))).hasValue("q");
        assertThat(CredentialFile.read(file).authenticate(basic("q:s"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"hush:x\"}]} ; the secret of principal 'p' has a colon, with which Mesos's clients cannot log in: choose one without",
                "{\"credentials\":[{\"principal\":\"p:q\",\"secret\":\"hush\"}]} ; principal 'p:q' must have at least one character and no colon",
                "{\"credentials\":[{\"principal\":\"p\"}]} ; principal 'p' has no secret",
                "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"hush\"},{\"principal\":\"p\",\"secret\":\"hush\"}]} ; it has two secrets for principal 'p'",
                "{\"credentials\":[]} ; it names nobody, so nobody could come in",
                "{} ; it names nobody, so nobody could come in",
                "{\"credentials\":[{\"secret\":\"hush\"}]} ; it must be JSON of the form {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}",
                "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"hush} ; it must be JSON of the form {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}, which it is not at line 1",
                "p hush ; it must be JSON of the form {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}, which it is not at line 1"
            })
    void what_is_wrong_is_said_and_no_secret_with_it(String text, String problem) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> CredentialFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("The credentials file " + file + " cannot be used: " + problem)
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> CredentialFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("The credentials file " + file + " cannot be read: there is no such file or directory");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("credentials.json"), text);
    }

    private static Headers basic(String text) {
        return Headers.NONE.with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
