package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isthmus.api.task.CommandUri;
import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the script puts into the sandbox, with each shell and each set of tools that this machine has. */
class FetchScriptTest {
    private final FileServer server = new FileServer();

    @TempDir
    private Path top;

    @AfterEach
    void closes() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void files_arrive_under_their_names(Kit kit) throws IOException {
        server.file("/a/one.txt", "one").file("/a/two.sh", "two").file("/a/three.tgz?v=1", "three");
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(
                item("/a/one.txt", "one.txt"),
                new FetchItem(server.url("/a/two.sh"), "bin/my two", true, Optional.empty()),
                item("/a/three.tgz?v=1", "three.tgz?v=1"),
                item("/a/one.txt", "a/one.txt"));

        Ended ended = sandbox.run(FetchScript.fetcher());

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.files())
                .isEqualTo(Map.of("one.txt", "one", "bin/my two", "two", "three.tgz?v=1", "three", "a/one.txt", "one"));
        assertThat(Files.isExecutable(sandbox.directory().resolve("bin/my two")))
                .isTrue();
        assertThat(sandbox.directory().resolve("one.txt"))
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-rw-rw-"));
    }

    @ParameterizedTest
    @EnumSource
    void before_a_command_modes_are_those_of_mesos(Kit kit) throws IOException {
        server.file("/run", "run").file("/read", "read");
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(new FetchItem(server.url("/run"), "run", true, Optional.empty()), item("/read", "read"));

        assertThat(sandbox.run(FetchScript.beforeLine(), "exit 0").exitCode()).isZero();
        assertThat(mode(sandbox.directory().resolve("run"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(sandbox.directory().resolve("read"))).isEqualTo("rw-r--r--");
        assertThat(Files.getAttribute(sandbox.directory(), "unix:mode")).isEqualTo(041777);
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_file_is_a_file_too(Kit kit) {
        server.file("/empty", "");
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(item("/empty", "empty"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isZero();
        assertThat(sandbox.files()).isEqualTo(Map.of("empty", ""));
    }

    @ParameterizedTest
    @EnumSource
    void archives_of_each_kind_are_extracted_at_the_top(Kit kit) {
        for (ArchiveFormat kind : ArchiveFormat.values()) {
            String name = "sub/app " + kind + Archives.ending(kind);
            Path under = top.resolve(kind.name());
            Sandbox sandbox = new Sandbox(kit, under);
            server.file("/" + kind, Archives.of(kind, "dir/file", "content of " + kind));
            sandbox.fetching(new FetchItem(server.url("/" + kind), name, false, Optional.of(kind)));

            Ended ended = sandbox.run(FetchScript.fetcher());

            assertThat(ended).as(kind.name()).isEqualTo(new Ended(0, "", ""));
            assertThat(sandbox.files())
                    .hasSize(2)
                    .containsKey(name)
                    .containsEntry(kind == ArchiveFormat.GZ ? "app GZ" : "dir/file", "content of " + kind);
        }
    }

    @Test
    void an_archive_that_is_packed_otherwise_than_its_name_says_is_extracted_as_mesos_does() {
        Kit.need("tar");
        server.file("/app.tgz", Archives.of(ArchiveFormat.TAR, "file", "content"));
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        assumeTrue(Sandbox.output("tar", "--version").contains("GNU"), "tar is not GNU's");
        sandbox.fetching(new FetchItem(server.url("/app.tgz"), "app.tgz", false, Optional.of(ArchiveFormat.TAR_GZ)));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isZero();
        assertThat(sandbox.files()).containsEntry("file", "content");
    }

    @ParameterizedTest
    @EnumSource
    void an_archive_does_not_reach_out_of_the_sandbox(Kit kit) throws IOException {
        Path outside = Files.createDirectory(top.resolve("outside"));
        server.file("/up.tar", Archives.of(ArchiveFormat.TAR, "../outside/evil", "evil"))
                .file("/absolute.tar", Archives.of(ArchiveFormat.TAR, outside + "/evil", "evil"))
                .file("/link.tar", Archives.tarWithLink("link", outside.toString(), "link/evil", "evil"))
                .file("/up.zip", Archives.of(ArchiveFormat.ZIP, "../outside/evil", "evil"))
                .file("/absolute.zip", Archives.of(ArchiveFormat.ZIP, outside + "/evil", "evil"));
        for (String name : List.of("up.tar", "absolute.tar", "link.tar", "up.zip", "absolute.zip")) {
            Sandbox sandbox = new Sandbox(kit, Files.createDirectory(top.resolve("run-" + name)));
            sandbox.fetching(new FetchItem(server.url("/" + name), name, false, ArchiveFormat.ofName(name)));

            sandbox.run(FetchScript.fetcher());

            assertThat(outside).as(name).isEmptyDirectory();
            assertThat(top.resolve("run-" + name).resolve("outside")).as(name).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirects_are_followed(Kit kit) {
        server.redirect("/from", "/to").file("/to", "there");
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(item("/from", "file"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isZero();
        assertThat(sandbox.files()).isEqualTo(Map.of("file", "there"));
    }

    @ParameterizedTest
    @EnumSource
    void files_of_the_agent_come_from_where_they_are_mounted(Kit kit) throws IOException {
        Path packages = Files.createDirectories(top.resolve("mounted/opt/pack ages/sub"));
        Files.writeString(packages.resolve("100% $a.txt"), "mine");
        Sandbox sandbox = new Sandbox(kit, top)
                .with(FetchScript.HOST_ROOT_VARIABLE, top.resolve("mounted").toString());
        FetchDecision decision = new FetchRules(FetchPaths.parse("/opt/pack ages"))
                .decide(UrisRule.FETCH, List.of(CommandUri.of("file:///opt/pack ages/sub/100% $a.txt")));
        sandbox.fetching(((FetchDecision.Fetch) decision).list().items().toArray(new FetchItem[0]));

        assertThat(sandbox.run(FetchScript.fetcher())).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.files()).isEqualTo(Map.of("100% $a.txt", "mine"));
    }

    @ParameterizedTest
    @EnumSource
    void addresses_are_asked_for_as_they_are(Kit kit) {
        String value = server.url("/it's `id` $(id) $HOME \"q\" {x,y} 100%25 \u00e9\u65e5?q=a b&c=$d;e");
        server.file(
                "/it's%20%60id%60%20$(id)%20$HOME%20%22q%22%20%7Bx,y%7D%20100%25%20%C3%A9%E6%97%A5?q=a%20b&c=$d;e",
                "odd");
        Sandbox sandbox = new Sandbox(kit, top);
        FetchDecision decision = new FetchRules(FetchPaths.none())
                .decide(UrisRule.FETCH, List.of(new CommandUri(value, false, false, Optional.of("odd"))));
        sandbox.fetching(((FetchDecision.Fetch) decision).list().items().toArray(new FetchItem[0]));

        Ended ended = sandbox.run(FetchScript.fetcher());

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.files()).isEqualTo(Map.of("odd", "odd"));
    }

    /** The server does not ask for them: some answer 404 instead. */
    @ParameterizedTest
    @EnumSource
    void user_and_password_are_sent_unasked(Kit kit) {
        server.on("/mine", exchange -> {
            List<String> login = exchange.getRequestHeaders().getOrDefault("Authorization", List.of("none"));
            FileServer.answering(200, login.get(0)).handle(exchange);
        });
        Sandbox sandbox = new Sandbox(kit, top);
        FetchDecision decision = new FetchRules(FetchPaths.none())
                .decide(UrisRule.FETCH, List.of(CommandUri.of("http://me:p@ss'w@" + server.authority() + "/mine")));
        sandbox.fetching(((FetchDecision.Fetch) decision).list().items().toArray(new FetchItem[0]));

        assertThat(sandbox.run(FetchScript.fetcher())).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.files())
                .containsEntry(
                        "mine",
                        "Basic " + Base64.getEncoder().encodeToString("me:p@ss'w".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void the_mode_of_the_sandbox_is_not_that_of_an_archives_top(Kit kit) throws IOException {
        server.file("/app.tar", Archives.directory("./", 0700));
        for (List<String> way : List.of(FetchScript.fetcher(), FetchScript.beforeLine())) {
            Sandbox sandbox = new Sandbox(kit, top.resolve(way.get(3)));
            sandbox.fetching(new FetchItem(server.url("/app.tar"), "app.tar", false, Optional.of(ArchiveFormat.TAR)));

            assertThat(sandbox.run(way, "exit 0").exitCode()).isZero();
            assertThat(Files.getAttribute(sandbox.directory(), "unix:mode")).isEqualTo(041777);
        }
    }

    /** It would be root's, and whatever user the task has could write into it. */
    @ParameterizedTest
    @EnumSource
    void what_a_fetch_container_extracts_makes_nobody_root(Kit kit) throws IOException {
        server.file("/app.tar", Archives.file("su", 06755, "content"));
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(new FetchItem(server.url("/app.tar"), "app.tar", false, Optional.of(ArchiveFormat.TAR)));

        assertThat(sandbox.run(FetchScript.fetcher())).isEqualTo(new Ended(0, "", ""));
        assertThat(Files.getAttribute(sandbox.directory().resolve("su"), "unix:mode"))
                .isEqualTo(0100777);
    }

    @ParameterizedTest
    @EnumSource
    void a_proxy_of_the_environment_is_asked(Kit kit) {
        server.file("http://files.invalid/a", "by proxy");
        Sandbox sandbox = new Sandbox(kit, top).with("http_proxy", server.url(""));
        sandbox.fetching(new FetchItem("http://files.invalid/a", "a", false, Optional.empty()));

        assertThat(sandbox.run(FetchScript.fetcher())).isEqualTo(new Ended(0, "", ""));
        assertThat(sandbox.files()).isEqualTo(Map.of("a", "by proxy"));
    }

    @ParameterizedTest
    @EnumSource
    void what_passes_is_tried_again(Kit kit) {
        assumeTrue(kit.sleepsByPath(), "this shell has a sleep of its own");
        server.inTurn(
                "/a",
                FileServer.answering(500, "an error page"),
                FileServer.cutting(),
                FileServer.answering(429, "an error page"),
                FileServer.answering(200, "at last"));
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(item("/a", "a"));

        assertThat(sandbox.run(FetchScript.fetcher()).exitCode()).isZero();
        assertThat(sandbox.files()).isEqualTo(Map.of("a", "at last"));
        assertThat(sandbox.slept()).containsExactly("1", "2", "4");
    }

    @Test
    void an_object_of_s3_is_fetched_by_the_tool_of_the_image() throws IOException {
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        Kit.program(sandbox.bin().resolve("aws"), "printf '%s|' \"$@\" >\"$5\"");
        FetchDecision decision = new FetchRules(FetchPaths.none())
                .decide(UrisRule.FETCH, List.of(CommandUri.of("s3://bucket/a dir/100% \u00e9")));
        sandbox.fetching(((FetchDecision.Fetch) decision).list().items().toArray(new FetchItem[0]));

        assertThat(sandbox.run(FetchScript.beforeLine(), "cat 100*"))
                .satisfies(ended ->
                        assertThat(ended.out()).startsWith("s3|cp|--only-show-errors|s3://bucket/a dir/100% \u00e9|"));
    }

    @Test
    void the_text_is_for_every_posix_shell_and_small() {
        String text = FetchScript.fetcher().get(2);

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000);
        assertThat(text.lines()).noneMatch(line -> line.startsWith("#"));
        assertThat(FetchScript.fetcher().subList(0, 3))
                .isEqualTo(FetchScript.beforeLine().subList(0, 3));
        for (String shell : Arrays.asList("sh", "dash", "bash", "busybox")) {
            if (Files.isExecutable(Path.of("/bin", shell))) {
                assertThat(Sandbox.output(
                                shell.equals("busybox")
                                        ? new String[] {"busybox", "sh", "-n", "-c", text}
                                        : new String[] {shell, "-n", "-c", text}))
                        .isEmpty();
            }
        }
    }

    private FetchItem item(String path, String name) {
        return new FetchItem(server.url(path), name, false, Optional.empty());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
