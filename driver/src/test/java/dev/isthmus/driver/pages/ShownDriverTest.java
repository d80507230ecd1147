package dev.isthmus.driver.pages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.reading.ToolReading;
import dev.isthmus.mesos.PageSettings;
import dev.isthmus.mesos.machine.DriverObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is shown, over sockets; the driver itself is stepped by whoever waits for an answer. */
@Timeout(60)
class ShownDriverTest {

    @TempDir
    private Path folder;

    private final List<ShownDriver> shown = new ArrayList<>();
    private PagedDriver driver = new PagedDriver(scene -> DriverObserver.NONE);

    private ShownDriver made(PagedDriver scene, Settings settings) {
        ShownDriver pages = new ShownDriver(
                PagedDriver.FRAMEWORK,
                scene.backend::cluster,
                () -> PagedDriver.MEASURED,
                scene.clock,
                scene.clock.scheduler());
        pages.read(settings);
        shown.add(pages);
        return pages;
    }

    private static Settings.Builder at(int port) {
        return Settings.builder().set(PageSettings.HTTP, "127.0.0.1:" + port);
    }

    private InetSocketAddress begin(Settings.Builder settings) throws Exception {
        driver = new PagedDriver(scene -> made(scene, settings.build()));
        driver.begun();
        return address(shown.get(shown.size() - 1));
    }

    private static InetSocketAddress address(ShownDriver pages) throws Exception {
        return pages.listening().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        shown.forEach(ShownDriver::ended);
    }

    /** Asks, and has the driver do what waits for it meanwhile. */
    private String ask(InetSocketAddress server, String method, String target, String... headers) {
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> RawClient.ask(server, method, target, headers));
        while (!answer.isDone()) {
            driver.settle();
            Thread.onSpinWait();
        }
        return answer.join();
    }

    private String get(InetSocketAddress server, String target) {
        String answer = ask(server, "GET", target, "Host: localhost");
        assertThat(RawClient.status(answer)).isEqualTo(200);
        return RawClient.body(answer);
    }

    @Test
    void fact_81_85_92_the_pages_hold_what_is_read_of_them() throws Exception {
        InetSocketAddress server = begin(at(0));
        driver.running();
        ToolReading.finds(path -> new FlatJson(get(server, path)), "f");
        assertThat(new FlatJson(get(server, "/state")).text("leader"))
                .isEqualTo("master@127.0.0.1:" + server.getPort());
    }

    @Test
    void each_page_is_there_and_under_master_too_with_its_age() throws Exception {
        InetSocketAddress server = begin(at(0));
        for (String page : List.of(
                "/state",
                "/state-summary",
                "/slaves",
                "/frameworks",
                "/tasks",
                "/roles",
                "/metrics",
                "/metrics/snapshot")) {
            for (String path : List.of(page, "/master" + page)) {
                String answer = ask(server, "GET", path, "Host: localhost");
                assertThat(RawClient.status(answer)).as(path).isEqualTo(200);
                assertThat(answer).as(path).containsIgnoringCase("Isthmus-Snapshot-Age: 0.");
            }
        }
        for (String page : List.of("/", "/health", "/version", "/master/health", "/master/version")) {
            assertThat(RawClient.status(ask(server, "GET", page))).as(page).isEqualTo(200);
        }
        assertThat(RawClient.status(ask(server, "GET", "/nothing"))).isEqualTo(404);
        assertThat(RawClient.status(ask(server, "POST", "/teardown", "Content-Length: 0")))
                .isEqualTo(405);
        assertThat(RawClient.status(ask(server, "GET", "/state", "Host: evil.example")))
                .isEqualTo(403);
    }

    @Test
    void a_page_is_compressed_for_those_who_take_that_and_head_has_its_length() throws Exception {
        InetSocketAddress server = begin(at(0));
        driver.running();
        String plain = ask(server, "GET", "/state", "Host: localhost");
        String packed = ask(server, "GET", "/state", "Host: localhost", "Accept-Encoding: gzip");
        assertThat(packed).containsIgnoringCase("content-encoding: gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(
                new ByteArrayInputStream(RawClient.body(packed).getBytes(ISO_8859_1)))) {
            assertThat(new String(unpacked.readAllBytes(), ISO_8859_1)).isEqualTo(RawClient.body(plain));
        }
        String head = ask(server, "HEAD", "/state", "Host: localhost");
        assertThat(RawClient.body(head)).isEmpty();
        assertThat(head)
                .containsIgnoringCase("content-length: " + RawClient.body(plain).length() + "\r\n");
    }

    @Test
    void with_credentials_it_is_shown_to_those_who_have_them() throws Exception {
        Path file = Files.writeString(
                folder.resolve("credentials"), "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"s\"}]}");
        InetSocketAddress server = begin(at(0).set(PageSettings.HTTP_CREDENTIALS, file.toString()));
        assertThat(RawClient.status(ask(server, "GET", "/state", "Host: h"))).isEqualTo(401);
        String right = Base64.getEncoder().encodeToString("p:s".getBytes(UTF_8));
        assertThat(RawClient.status(ask(server, "GET", "/state", "Host: h", "Authorization: Basic " + right)))
                .isEqualTo(200);
        assertThat(RawClient.status(ask(server, "GET", "/health"))).isEqualTo(200);
    }

    @Test
    void what_would_show_it_to_strangers_does_not_start() {
        assertThatThrownBy(() -> made(
                        driver,
                        Settings.builder().set(PageSettings.HTTP, "0.0.0.0:0").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISTHMUS_HTTP=0.0.0.0:0: without credentials");
    }

    @Test
    void where_the_port_is_taken_the_driver_goes_on_and_shows_itself_once_it_is_free() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        driver = new PagedDriver(scene -> made(scene, at(taken.getLocalPort()).build()));
        driver.begun().running();
        ShownDriver pages = shown.get(0);
        assertThat(pages.listening()).isNotDone();
        taken.close();
        driver.clock.advance(Duration.ofSeconds(10));
        InetSocketAddress server = address(pages);
        assertThat(new FlatJson(get(server, "/state")).text("frameworks/0/tasks/0/id"))
                .isEqualTo("t");
    }

    @Test
    void the_end_of_a_driver_frees_the_port_for_the_next() throws Exception {
        InetSocketAddress server = begin(at(0));
        PagedDriver next =
                new PagedDriver(scene -> made(scene, at(server.getPort()).build()));
        next.begun();
        assertThat(shown.get(1).listening()).as("two in one JVM").isNotDone();
        shown.get(0).ended();
        next.clock.advance(Duration.ofSeconds(10));
        assertThat(address(shown.get(1)).getPort()).isEqualTo(server.getPort());
        shown.get(1).ended();
        try (ServerSocket free = new ServerSocket(server.getPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void one_that_has_ended_tries_no_more() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            driver = new PagedDriver(
                    scene -> made(scene, at(taken.getLocalPort()).build()));
            driver.begun();
            int waiting = driver.clock.pending();
            shown.get(0).ended();
            assertThat(driver.clock.pending()).isEqualTo(waiting - 1);
        }
    }

    @Test
    void an_unknown_host_is_no_reason_not_to_start() throws IOException {
        ShownDriver pages = made(
                driver,
                Settings.builder()
                        .set(PageSettings.HTTP, "there-is-no-such-host.invalid:1")
                        .build());
        pages.opened(() -> {});
        assertThat(pages.listening()).isNotDone();
    }
}
