package dev.isthmus.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.http.Headers;
import dev.isthmus.mesos.PageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings say of pages, and whom they would show them to. */
class PageAccessTest {

    @TempDir
    private Path folder;

    private static PageAccess access(Settings.Builder settings) {
        return PageAccess.of(settings.build()).orElseThrow();
    }

    private static Settings.Builder http(String address) {
        return Settings.builder().set(PageSettings.HTTP, address);
    }

    private Path credentials() throws IOException {
        return Files.writeString(
                folder.resolve("credentials"), "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"s\"}]}");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void unless_it_is_asked_for_nothing_is_shown() {
        assertThat(PageAccess.of(Settings.none())).isEmpty();
    }

    @Test
    void without_credentials_this_machine_alone_is_shown_anything() throws IOException {
        PageAccess open = access(http("0.0.0.0:5050"));
        assertThat(open.refusal(address("127.0.0.1"))).isEmpty();
        assertThat(open.refusal(address("::1"))).isEmpty();
        for (String reachable : new String[] {"0.0.0.0", "10.0.0.1", "::"}) {
            assertThat(open.refusal(address(reachable)))
                    .as(reachable)
                    .hasValueSatisfying(
                            why -> assertThat(why)
                                    .startsWith("ISTHMUS_HTTP=0.0.0.0:5050: without credentials")
                                    .endsWith(
                                            "Set ISTHMUS_HTTP_CREDENTIALS to a file of those who may see them, or ISTHMUS_HTTP to 127.0.0.1:5050"));
        }
        PageAccess closed = access(http("10.0.0.1:80")
                .set(PageSettings.HTTP_CREDENTIALS, credentials().toString()));
        assertThat(closed.refusal(address("10.0.0.1"))).isEmpty();
        assertThat(closed.warning(address("10.0.0.1")))
                .hasValueSatisfying(warning -> assertThat(warning).contains("clear text", "TLS"));
        assertThat(closed.warning(address("127.0.0.1"))).isEmpty();
    }

    @Test
    void credentials_that_cannot_be_read_are_refused_and_no_secret_is_said() throws IOException {
        assertThatThrownBy(() -> access(http("127.0.0.1:1")
                        .set(
                                PageSettings.HTTP_CREDENTIALS,
                                folder.resolve("none").toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISTHMUS_HTTP_CREDENTIALS: The credentials file " + folder.resolve("none"));
        Path bad = Files.writeString(folder.resolve("bad"), "p:topsecret");
        assertThatThrownBy(() -> access(http("127.0.0.1:1").set(PageSettings.HTTP_CREDENTIALS, bad.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it must be JSON of the form")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void it_answers_to_the_name_it_listens_at_and_to_those_it_is_given() {
        ReadOnlyPages pages = access(http("Here.example:5050").set(PageSettings.HTTP_HOSTS, "there.example"))
                .pages();
        for (String name : new String[] {"here.example:5050", "there.example", "127.0.0.1"}) {
            assertThat(pages.hosts().turnedAway(Headers.NONE.with("Host", name)))
                    .as(name)
                    .isEmpty();
        }
        assertThat(pages.hosts().turnedAway(Headers.NONE.with("Host", "evil.example")))
                .hasValueSatisfying(answer -> assertThat(answer.body())
                        .startsWith("Without credentials this driver")
                        .endsWith("set its name in ISTHMUS_HTTP_HOSTS"));
        assertThat(pages.readers()).isEqualTo(Optional.empty());
    }
}
