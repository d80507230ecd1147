package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isthmus.ecs.fetch.FetchFailure.Kind;
import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of failure has its exit code, which is read back as that kind, with the file that it is about; and nothing is left behind. */
class FetchTroubleTest {
    private static final String PASSWORD = "hunter2";
    private static final int SETUP = 193;
    private static final int TOOL = 249;

    private final FileServer server = new FileServer();

    @TempDir
    private Path top;

    @AfterEach
    void closes() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_there_is_not_found(Kit kit) {
        expect(kit, Kind.NOT_FOUND, secret("/missing"), "/missing?sig=" + PASSWORD, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "SH_CURL, 403",
        "SH_CURL, 401",
        "SH_CURL, 400",
        "SH_WGET, 403",
        "SH_WGET, 401",
        "SH_BUSYBOX, 403",
        "SH_BUSYBOX, 401"
    })
    void what_is_not_given_out_is_refused(Kit kit, int status) {
        server.status("/mine?sig=" + PASSWORD, status);

        expect(kit, Kind.REFUSED, secret("/mine"), "/mine?sig=" + PASSWORD, status == 401 ? -1 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "SH_CURL, 410, NOT_FOUND",
        "SH_WGET, 410, NOT_FOUND",
        "SH_BUSYBOX, 410, NOT_FOUND",
        "SH_CURL, 300, REFUSED"
    })
    void other_answers_are_told_apart(Kit kit, int status, Kind kind) {
        server.status("/gone?sig=" + PASSWORD, status);

        expect(kit, kind, secret("/gone"), "/gone?sig=" + PASSWORD, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "SH_CURL, 500",
        "SH_CURL, 503",
        "SH_CURL, 408",
        "SH_CURL, 429",
        "DASH_CURL, 502",
        "BASH_CURL, 502",
        "SH_WGET, 503",
        "SH_BUSYBOX, 503"
    })
    void a_server_in_trouble_is_unreachable_after_five_attempts(Kit kit, int status) {
        server.status("/busy?sig=" + PASSWORD, status);

        Sandbox sandbox = expect(kit, Kind.UNREACHABLE, secret("/busy"), "/busy?sig=" + PASSWORD, 5);

        assertThat(sandbox.slept()).containsExactly("1", "2", "4", "8");
    }

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "DASH_CURL", "BASH_CURL", "SH_WGET", "SH_BUSYBOX"})
    void a_connection_that_is_cut_is_unreachable_and_leaves_nothing(Kit kit) {
        server.on("/cut?sig=" + PASSWORD, FileServer.cutting());

        expect(kit, Kind.UNREACHABLE, secret("/cut"), "/cut?sig=" + PASSWORD, 5);
    }

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "SH_WGET", "SH_BUSYBOX"})
    void a_port_that_nobody_listens_on_is_unreachable(Kit kit) throws IOException {
        // Bound and not listening: nobody else gets it meanwhile, and connections are refused.
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + socket.getLocalPort() + "/a";

            Sandbox sandbox = expect(kit, Kind.UNREACHABLE, plain(url, "a"), "", 0);

            assertThat(sandbox.slept()).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "SH_WGET"})
    void a_round_of_redirects_is_refused(Kit kit) {
        server.redirect("/round?sig=" + PASSWORD, "/round?sig=" + PASSWORD);

        expect(kit, Kind.REFUSED, secret("/round"), "/round?sig=" + PASSWORD, -1);
    }

    @Test
    void a_redirect_to_another_kind_of_server_is_refused() {
        server.redirect("/away?sig=" + PASSWORD, "ftp://127.0.0.1:1/a");

        expect(Kit.SH_CURL, Kind.REFUSED, secret("/away"), "/away?sig=" + PASSWORD, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "DASH_CURL", "BASH_CURL", "SH_WGET", "SH_BUSYBOX"})
    void a_file_that_the_disk_has_no_room_for_is_no_space(Kit kit) {
        server.file("/large?sig=" + PASSWORD, new byte[100_000]);

        expectLimited(kit, secret("/large"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "SH_BUSYBOX"})
    void an_archive_whose_files_the_disk_has_no_room_for_is_no_space(Kit kit) {
        for (ArchiveFormat kind : List.of(ArchiveFormat.TAR_GZ, ArchiveFormat.ZIP, ArchiveFormat.GZ)) {
            String name = "large" + Archives.ending(kind);
            server.file("/" + name, Archives.of(kind, "file", "0".repeat(200_000)));

            expectLimited(kit, new FetchItem(server.url("/" + name), name, false, Optional.of(kind)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_archive_is_a_bad_one(Kit kit) {
        for (ArchiveFormat kind : ArchiveFormat.values()) {
            String name = "app" + Archives.ending(kind);
            server.file("/" + name, "an error page that somebody sent with status 200");

            expect(
                    kit,
                    Kind.BAD_ARCHIVE,
                    new FetchItem(server.url("/" + name), name, false, Optional.of(kind)),
                    "",
                    -1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_archive_that_is_not_whole_is_a_bad_one(Kit kit) {
        for (ArchiveFormat kind :
                List.of(ArchiveFormat.TAR_GZ, ArchiveFormat.TAR_XZ, ArchiveFormat.ZIP, ArchiveFormat.GZ)) {
            String name = "app" + Archives.ending(kind);
            byte[] whole = Archives.of(kind, "file", "content ".repeat(100));
            server.file("/" + name, Arrays.copyOf(whole, whole.length * 2 / 3));

            expect(
                    kit,
                    Kind.BAD_ARCHIVE,
                    new FetchItem(server.url("/" + name), name, false, Optional.of(kind)),
                    "",
                    -1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void files_of_the_agent_fail_the_same_way(Kit kit) throws IOException {
        Path allowed = Files.createDirectories(top.resolve("host/opt/packages"));
        Path secret = Files.writeString(top.resolve("host/secret"), "a key");
        Files.createSymbolicLink(allowed.resolve("absolute"), secret);
        Files.createSymbolicLink(allowed.resolve("relative"), Path.of("../../secret"));
        Files.createSymbolicLink(allowed.resolve("up"), Path.of("../.."));
        Files.createSymbolicLink(allowed.resolve("dangling"), Path.of("nowhere"));
        Files.createDirectory(allowed.resolve("directory"));

        expect(kit, Kind.NOT_FOUND, local(allowed, "missing"), "", -1);
        expect(kit, Kind.NOT_FOUND, local(allowed, "dangling"), "", -1);
        expect(kit, Kind.REFUSED, local(allowed, "directory"), "", -1);
        expect(kit, Kind.REFUSED, local(allowed, "absolute"), "", -1);
        expect(kit, Kind.REFUSED, local(allowed, "relative"), "", -1);
        expect(kit, Kind.REFUSED, local(allowed, "up/secret"), "", -1);
    }

    @Test
    void a_link_within_the_allowed_directory_is_followed() throws IOException {
        Path allowed = Files.createDirectories(top.resolve("host/opt/packages"));
        Files.writeString(allowed.resolve("app-1.0"), "one");
        Files.createSymbolicLink(allowed.resolve("app"), Path.of("app-1.0"));
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top.resolve("run")).fetching(local(allowed, "app"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isZero();
        assertThat(sandbox.files()).containsEntry("file", "one");
    }

    @Test
    void without_readlink_a_link_is_refused() throws IOException {
        Path allowed = Files.createDirectories(top.resolve("host/opt/packages"));
        Files.writeString(allowed.resolve("app"), "one");
        Files.createSymbolicLink(allowed.resolve("link"), Path.of("app"));
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top.resolve("run"), "readlink");

        assertThat(sandbox.fetching(local(allowed, "link"))
                        .run(FetchScript.fetcher())
                        .exitCode())
                .isEqualTo(code(Kind.REFUSED, 0));
        assertThat(sandbox.fetching(local(allowed, "app"))
                        .run(FetchScript.fetcher())
                        .exitCode())
                .isZero();
    }

    @Test
    void a_name_that_is_taken_by_a_directory_is_refused() {
        server.file("/app.tar", Archives.of(ArchiveFormat.TAR, "lib/file", "content"))
                .file("/lib", "lib");
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        sandbox.fetching(
                new FetchItem(server.url("/app.tar"), "app.tar", false, Optional.of(ArchiveFormat.TAR)),
                plain(server.url("/lib"), "lib"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isEqualTo(code(Kind.REFUSED, 1));
    }

    @Test
    void a_link_that_an_archive_brought_does_not_lead_out_of_the_sandbox() throws IOException {
        Path outside = Files.createDirectory(top.resolve("outside"));
        server.file("/app.tar", Archives.tarWithLink("lib", outside.toString(), "file", "content"))
                .file("/lib", "lib");
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        sandbox.fetching(
                new FetchItem(server.url("/app.tar"), "app.tar", false, Optional.of(ArchiveFormat.TAR)),
                plain(server.url("/lib"), "lib/a"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isEqualTo(code(Kind.REFUSED, 1));
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "zip, app.zip, unzip",
        "tar, app.tar, tar",
        "gz, app.gz, gzip",
        "tgz, app.tgz, gzip",
        "bz2, app.tar.bz2, bzip2",
        "xz, app.tar.xz, xz"
    })
    void a_tool_that_the_image_lacks_is_named(String kind, String name, String tool) {
        server.file("/" + name, Archives.of(ArchiveFormat.ofName(name).orElseThrow(), "file", "content"));
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top, tool);
        FetchItem item = new FetchItem(server.url("/" + name), name, false, ArchiveFormat.ofName(name));

        Ended ended = sandbox.fetching(item).run(FetchScript.fetcher());

        assertThat(ended.err()).isEqualTo("isthmus-fetch: FAILED uri 0: the image lacks " + tool + "\n");
        assertThat(FetchFailure.read(ended.exitCode(), new FetchList(List.of(item))))
                .contains(new FetchFailure(Kind.TOOL, Optional.empty()));
        assertThat(sandbox.files()).isEmpty();
    }

    @Test
    void without_curl_and_wget_it_says_so() {
        Ended ended = new Sandbox(Kit.SH_CURL, top, "curl")
                .fetching(plain("http://host/a", "a"))
                .run(FetchScript.fetcher());

        assertThat(ended)
                .isEqualTo(new Ended(TOOL, "", "isthmus-fetch: FAILED uri 0: the image lacks curl and wget\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "fatal error: An error occurred (404) when calling the HeadObject operation: Key a does not exist, NOT_FOUND, 1",
        "An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation, NOT_FOUND, 1",
        "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden, REFUSED, 1",
        "fatal error: Unable to locate credentials, REFUSED, 1",
        "download failed: [Errno 28] No space left on device, NO_SPACE, 1",
        "fatal error: Could not connect to the endpoint URL, UNREACHABLE, 5"
    })
    void what_the_tool_of_s3_says_is_understood(String says, Kind kind, int times) throws IOException {
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        Kit.program(sandbox.bin().resolve("aws"), "echo x >>\"${0%/*}/ran\"; echo '" + says + "' >&2; exit 1");
        FetchItem item = plain("s3://bucket/a", "a");

        Ended ended = sandbox.fetching(item).run(FetchScript.fetcher());

        assertThat(FetchFailure.read(ended.exitCode(), new FetchList(List.of(item))))
                .contains(new FetchFailure(kind, Optional.of(item)));
        assertThat(Files.readAllLines(sandbox.bin().resolve("ran"))).hasSize(times);
    }

    @Test
    void without_the_tool_of_s3_it_says_so() {
        Ended ended = new Sandbox(Kit.SH_CURL, top)
                .fetching(plain("s3://bucket/a", "a"))
                .run(FetchScript.fetcher());

        assertThat(ended.exitCode()).isEqualTo(TOOL);
        assertThat(ended.err()).contains("aws");
    }

    @Test
    void what_the_codes_cannot_number_is_told_by_kind() {
        List<FetchItem> items = new ArrayList<>();
        for (int at = 0; at < 12; at++) {
            server.file("/" + at, "content");
            items.add(plain(server.url("/" + at), "" + at));
        }
        items.add(plain(server.url("/missing"), "missing"));
        items.add(plain(server.url("/0"), "another"));
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top).fetching(items.toArray(new FetchItem[0]));

        Ended ended = sandbox.run(FetchScript.fetcher());

        assertThat(FetchFailure.read(ended.exitCode(), new FetchList(items)))
                .contains(new FetchFailure(Kind.NOT_FOUND, Optional.empty()));
        assertThat(ended.err()).contains("FAILED uri 12: not found");
    }

    @ParameterizedTest
    @EnumSource
    void a_list_of_another_version_is_not_guessed_at(Kit kit) {
        Sandbox sandbox = new Sandbox(kit, top).with(FetchScript.VARIABLE, "2 {}");

        assertThat(sandbox.run(FetchScript.beforeLine(), "echo ran"))
                .isEqualTo(new Ended(SETUP, "", "isthmus-fetch: FAILED: the list is of another version\n"));
    }

    @ParameterizedTest
    @EnumSource
    void without_a_sandbox_nothing_runs(Kit kit) throws IOException {
        Path file = Files.writeString(top.resolve("file"), "");
        Sandbox sandbox = new Sandbox(kit, top)
                .with(FetchScript.SANDBOX_VARIABLE, file + "/box")
                .fetching(plain("http://host/a", "a"));

        assertThat(sandbox.run(FetchScript.beforeLine(), "echo ran").exitCode()).isEqualTo(SETUP);
    }

    @Test
    void what_is_killed_while_it_fetches_is_no_end_of_the_command() throws IOException {
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top).fetching(plain("http://host/a", "a"));
        Files.delete(sandbox.bin().resolve("curl"));
        Kit.program(sandbox.bin().resolve("curl"), "kill -9 \"$PPID\"");

        assertThat(sandbox.run(FetchScript.beforeLine(), "echo ran").exitCode()).isEqualTo(SETUP);
    }

    /** An address with a password and a signature, neither of which is ever told. */
    private FetchItem secret(String path) {
        return plain("http://user:" + PASSWORD + "@" + server.authority() + path + "?sig=" + PASSWORD, "file");
    }

    private static FetchItem plain(String location, String name) {
        return new FetchItem(location, name, false, Optional.empty());
    }

    private static FetchItem local(Path allowed, String file) {
        return plain(allowed + "//" + file, "file");
    }

    private static int code(Kind kind, int at) {
        return at
                + switch (kind) {
                    case NOT_FOUND -> 194;
                    case REFUSED -> 205;
                    case UNREACHABLE -> 216;
                    case NO_SPACE -> 227;
                    case BAD_ARCHIVE -> 238;
                    case SETUP, TOOL -> throw new IllegalArgumentException(kind + " has no file");
                };
    }

    /** Fetches one file that arrives and one that does not; looks at what is left and told, and how often the server was asked if not -1. */
    private Sandbox expect(Kit kit, Kind kind, FetchItem item, String asked, int times) {
        server.file("/fine", "fine");
        FetchItem fine = plain(server.url("/fine"), "fine");
        Sandbox sandbox = new Sandbox(kit, top.resolve("run" + System.nanoTime())).fetching(fine, item);

        Ended ended = sandbox.run(FetchScript.beforeLine(), "echo ran");

        assertFails(kind, ended, fine, item);
        assertThat(ended.exitCode()).isEqualTo(code(kind, 1));
        assertThat(sandbox.files()).doesNotContainKey(item.name());
        if (item.archive().isEmpty()) {
            assertThat(sandbox.files()).containsOnlyKeys("fine");
        }
        if (times >= 0) {
            assertThat(server.asked().stream().filter(asked::equals)).hasSize(times);
        }
        return sandbox;
    }

    private void expectLimited(Kit kit, FetchItem item) {
        assumeTrue(kit.sleepsByPath(), "the limit is set by the shell that starts this one");
        Sandbox sandbox = new Sandbox(kit, top.resolve("run" + System.nanoTime()));
        List<String> words = new ArrayList<>(List.of("sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "limited"));
        words.addAll(kit.shell());
        words.addAll(FetchScript.beforeLine().subList(1, 4));

        Ended ended = sandbox.fetching(item).runWords(words, "echo ran");

        assertFails(Kind.NO_SPACE, ended, item);
        assertThat(ended.exitCode()).isEqualTo(code(Kind.NO_SPACE, 0));
    }

    private static void assertFails(Kind kind, Ended ended, FetchItem... items) {
        FetchItem item = items[items.length - 1];
        assertThat(FetchFailure.read(ended.exitCode(), new FetchList(Arrays.asList(items))))
                .as(ended.err())
                .contains(new FetchFailure(kind, Optional.of(item)));
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().filter(line -> line.startsWith("isthmus-fetch: FAILED uri ")))
                .hasSize(1);
        assertThat(ended.err()).contains(item.shown().replace("?...", "")).doesNotContain(PASSWORD);
        assertThat(new String(ended.err().getBytes(StandardCharsets.UTF_8), StandardCharsets.US_ASCII))
                .isEqualTo(ended.err());
    }
}
