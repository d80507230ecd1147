package dev.isthmus.master.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Row 1 of facts A1: who somebody is. */
class CredentialsTest {

    private static final Credentials CREDENTIALS =
            new Credentials(Map.of("p", "secret", "colon", "a:b", "bare", "", "ä", "ö"));

    private static Optional<String> authenticated(String authorization) {
        return CREDENTIALS.authenticate(Headers.NONE.with("authorization", authorization));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    @Test
    void row_01_a_name_and_its_secret_open() {
        assertThat(authenticated(basic("p:secret"))).hasValue("p");
        assertThat(authenticated(basic("p:secret").replace("Basic", "basic"))).hasValue("p");
        assertThat(authenticated(basic("colon:a:b"))).hasValue("colon");
        assertThat(authenticated(basic("bare:"))).hasValue("bare");
        assertThat(authenticated(basic("ä:ö"))).hasValue("ä");
    }

    @Test
    void row_01_nothing_else_does() {
        assertThat(CREDENTIALS.authenticate(Headers.NONE)).isEmpty();
        for (String wrong : List.of(
                basic("p:Secret"),
                basic("p:"),
                basic("p"),
                basic("nobody:"),
                basic("nobody:secret"),
                basic(":"),
                "",
                "Basic",
                "Basic ",
                "Basic p:secret",
                "Basic =",
                "Basic cDpzZWNyZXQ=x",
                "Digest cDpzZWNyZXQ=",
                basic("p:secret") + " more")) {
            assertThat(authenticated(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void readers_may_look_and_do_nothing_else() {
        Credentials both = CREDENTIALS.withReaders(new Credentials(Map.of("r", "seen")));
        Headers reader = Headers.NONE.with("authorization", basic("r:seen"));
        assertThat(both.mayLook(reader)).isTrue();
        assertThat(both.authenticate(reader)).isEmpty();
        assertThat(both.mayLook(Headers.NONE.with("authorization", basic("r:secret"))))
                .isFalse();
        Headers owner = Headers.NONE.with("authorization", basic("p:secret"));
        assertThat(both.mayLook(owner)).isTrue();
        assertThat(both.authenticate(owner)).hasValue("p");
        assertThat(both.toString()).contains("of whom only look [r]").doesNotContain("seen");
        assertThatThrownBy(() -> CREDENTIALS.withReaders(new Credentials(Map.of("p", "other"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("principal 'p' may do everything, and may only look");
    }

    @Test
    void a_secret_is_never_shown() {
        assertThat(CREDENTIALS.toString()).contains("colon").doesNotContain("secret", "a:b");
    }

    @Test
    void a_principal_can_be_told_from_its_secret() {
        assertThatThrownBy(() -> new Credentials(Map.of("a:b", "c"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Credentials(Map.of("", "c"))).isInstanceOf(IllegalArgumentException.class);
    }
}
