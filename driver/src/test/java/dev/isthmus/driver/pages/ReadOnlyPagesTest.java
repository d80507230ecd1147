package dev.isthmus.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.mesos.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered what by a driver, whatever it holds. */
class ReadOnlyPagesTest {

    private static final ReadOnlyPages OPEN =
            new ReadOnlyPages(Optional.empty(), HostNames.only(List.of("mine.example")));

    private static final ReadOnlyPages CLOSED =
            new ReadOnlyPages(Optional.of(new Credentials(Map.of("p", "s"))), HostNames.only(List.of()));

    private static final Optional<MasterIdentity> REGISTERED = Optional.of(new MasterIdentity(
            new PageAddress("127.0.0.1", 5050)
                    .master(new UUID(1, 2), new ClusterDescription("c", Optional.empty(), "ecs.example", 443)),
            "c",
            1000));

    private static HttpRequest request(String method, String target, Headers headers) {
        return new HttpRequest(method, target, headers, ByteString.EMPTY);
    }

    private static Optional<HttpAnswer> get(ReadOnlyPages pages, String target, Headers headers) {
        return pages.atOnce(request("GET", target, headers), REGISTERED);
    }

    private static int status(Optional<HttpAnswer> answer) {
        return answer.map(HttpAnswer::status).orElse(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/state",
                "/master/state",
                "/state-summary",
                "/slaves",
                "/frameworks",
                "/tasks?limit=-1",
                "/roles",
                "/master/roles",
                "/metrics",
                "/metrics/snapshot"
            })
    void what_the_driver_holds_it_is_asked_for(String target) {
        assertThat(get(OPEN, target, Headers.NONE)).isEmpty();
        assertThat(OPEN.atOnce(request("HEAD", target, Headers.NONE), REGISTERED))
                .isEmpty();
    }

    @Test
    void who_it_is_it_says_at_once() {
        assertThat(status(get(OPEN, "/health", Headers.NONE))).isEqualTo(200);
        assertThat(get(OPEN, "/master/version", Headers.NONE))
                .hasValueSatisfying(page -> assertThat(page.body()).contains("\"version\":\"1.11.0\""));
        assertThat(get(OPEN, "/redirect", Headers.NONE).orElseThrow().headers().last("Location"))
                .hasValue("//127.0.0.1:5050");
        assertThat(get(OPEN, "/", Headers.NONE))
                .hasValueSatisfying(page -> assertThat(page.body()).contains("/state", "/metrics"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api/v1",
                "/master/api/v1/scheduler",
                "/teardown",
                "/weights",
                "/quota",
                "/isthmus/overview"
            })
    void there_is_nothing_else_and_nothing_that_changes_anything(String target) {
        assertThat(status(get(OPEN, target, Headers.NONE))).isEqualTo(404);
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(OPEN.atOnce(request(method, target, Headers.NONE), REGISTERED))
                    .hasValueSatisfying(answer -> {
                        assertThat(answer.status()).isEqualTo(405);
                        assertThat(answer.headers().last("Allow")).hasValue("GET, HEAD");
                    });
        }
    }

    @Test
    void before_it_is_registered_nobody_takes_it_that_there_are_no_tasks() {
        for (String page : List.of("/state", "/tasks", "/roles", "/metrics/snapshot", "/redirect")) {
            assertThat(status(OPEN.atOnce(request("GET", page, Headers.NONE), Optional.empty())))
                    .as(page)
                    .isEqualTo(503);
        }
        for (String page : List.of("/health", "/version")) {
            assertThat(status(OPEN.atOnce(request("GET", page, Headers.NONE), Optional.empty())))
                    .as(page)
                    .isEqualTo(200);
        }
        assertThat(OPEN.atOnce(request("GET", "/metrics", Headers.NONE), Optional.empty()))
                .as("what is wrong with the cluster")
                .isEmpty();
    }

    @Test
    void fact_98_without_credentials_only_what_is_open_is_shown() {
        for (String page : List.of("/state", "/roles", "/metrics", "/", "/nothing")) {
            assertThat(get(CLOSED, page, Headers.NONE)).as(page).hasValueSatisfying(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.headers().last("WWW-Authenticate")).hasValue("Basic realm=\"mesos-master-readonly\"");
            });
        }
        assertThat(status(get(CLOSED, "/health", Headers.NONE))).isEqualTo(200);
        Headers right = Headers.NONE.with("Authorization", "Basic " + encoded("p:s"));
        assertThat(get(CLOSED, "/state", right)).isEmpty();
        assertThat(get(CLOSED, "/roles", right)).isEmpty();
        assertThat(status(get(CLOSED, "/", right))).isEqualTo(200);
        assertThat(status(get(CLOSED, "/state", Headers.NONE.with("Authorization", "Basic " + encoded("p:x")))))
                .isEqualTo(401);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_page_in_a_browser_reads_nothing_of_it() {
        for (Headers foreign : List.of(
                Headers.NONE.with("Host", "evil.example"),
                Headers.NONE.with("Host", "localhost:5050").with("Origin", "http://evil.example"),
                Headers.NONE.with("Host", "localhost:5050").with("Sec-Fetch-Site", "cross-site"))) {
            for (String page : List.of("/state", "/roles", "/", "/health")) {
                assertThat(status(get(OPEN, page, foreign))).as(page).isEqualTo(403);
            }
        }
        assertThat(get(OPEN, "/state", Headers.NONE.with("Host", "mine.example:5050")))
                .isEmpty();
        assertThat(get(OPEN, "/state", Headers.NONE.with("Host", "127.0.0.1:5050")))
                .isEmpty();
    }
}
