package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command of a task does not notice that something was fetched before it, and a task can be stopped at any time. */
class FetchPreludeTest {
    private final FileServer server = new FileServer().file("/a", "content");

    @TempDir
    private Path top;

    @AfterEach
    void closes() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_command_runs_in_the_sandbox_and_its_exit_code_is_the_tasks(Kit kit) throws IOException {
        Ended ended = fetching(kit).run(FetchScript.beforeLine(), "pwd; cat a; exit 7");

        assertThat(ended).isEqualTo(new Ended(7, top.resolve("box").toRealPath() + "\ncontent", ""));
    }

    @ParameterizedTest
    @EnumSource
    void words_arrive_as_they_are(Kit kit) {
        Sandbox sandbox = fetching(kit);
        Kit.program(sandbox.bin().resolve("program"), "printf '<%s>' \"$@\"; exit 9");

        assertThat(sandbox.run(
                        FetchScript.beforeWords(),
                        "program",
                        "",
                        "two words",
                        "$HOME",
                        "*",
                        "it's",
                        "\"q\"",
                        "new\nline",
                        "-n"))
                .isEqualTo(new Ended(9, "<><two words><$HOME><*><it's><\"q\"><new\nline><-n>", ""));
    }

    @ParameterizedTest
    @EnumSource
    void a_program_that_is_not_there_is_no_trouble_of_fetching(Kit kit) {
        assertThat(fetching(kit)
                        .run(FetchScript.beforeWords(), "no-such-program")
                        .exitCode())
                .isEqualTo(127);
    }

    @ParameterizedTest
    @EnumSource
    void the_command_has_the_process_that_was_started(Kit kit) throws IOException {
        Sandbox sandbox = fetching(kit);
        Process process = sandbox.start(FetchScript.beforeLine(), "echo $$");

        assertThat(sandbox.ended(process).out()).isEqualTo(process.pid() + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void the_commands_environment_is_the_tasks(Kit kit) {
        Sandbox sandbox = fetching(kit)
                .with("at", "1")
                .with("loc", "2")
                .with("kind", "3")
                .with("work", "4")
                .with("part", "5")
                .with("CDPATH", "/")
                .with("LC_ALL", "C.UTF-8");

        Ended ended = sandbox.run(FetchScript.beforeWords(), "env");

        TreeSet<String> names = new TreeSet<>();
        ended.out().lines().map(line -> line.replaceFirst("=.*", "")).forEach(names::add);
        names.removeAll(List.of("PWD", "SHLVL", "_", "OLDPWD"));
        assertThat(names)
                .containsExactly("CDPATH", "LC_ALL", "MESOS_SANDBOX", "PATH", "at", "kind", "loc", "part", "work");
        assertThat(ended.out().lines())
                .contains("at=1", "loc=2", "kind=3", "work=4", "part=5", "LC_ALL=C.UTF-8", "CDPATH=/");
        assertThat(ended.out()).doesNotContain("ISTHMUS", "OLDPWD");
    }

    @ParameterizedTest
    @EnumSource
    void the_commands_mask_and_input_are_the_tasks(Kit kit) {
        Sandbox sandbox = fetching(kit);
        List<String> words = Stream.of(
                        List.of("sh", "-c", "umask 027; echo input | exec \"$@\"", "with"),
                        kit.shell(),
                        FetchScript.beforeLine().subList(1, 4))
                .flatMap(List::stream)
                .toList();

        assertThat(sandbox.runWords(words, "umask; cat")).isEqualTo(new Ended(0, "0027\ninput\n", ""));
    }

    @ParameterizedTest
    @EnumSource
    void signals_are_the_commands(Kit kit) throws IOException, InterruptedException {
        Sandbox sandbox = fetching(kit);
        Process process =
                sandbox.start(FetchScript.beforeLine(), "trap 'exit 5' TERM; echo up >&2; while :; do :; done");
        waitFor(sandbox.error(), "up");

        process.destroy();

        assertThat(sandbox.ended(process))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(5));
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_while_it_fetches_ends_it_at_once(Kit kit) throws InterruptedException, IOException {
        server.stalling("/slow");
        Sandbox sandbox = new Sandbox(kit, top);
        sandbox.fetching(
                new FetchItem(server.url("/a"), "a", false, Optional.empty()),
                new FetchItem(server.url("/slow"), "slow", false, Optional.empty()));
        Process process = sandbox.start(FetchScript.beforeLine(), "echo ran");
        server.awaitStalled();
        List<ProcessHandle> children = process.descendants().toList();

        process.destroy();

        assertThat(sandbox.ended(process)).isEqualTo(new Ended(143, "", ""));
        assertThat(sandbox.files()).containsOnlyKeys("a");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void a_fetch_container_is_stopped_the_same_way() throws InterruptedException {
        server.stalling("/slow");
        Sandbox sandbox = new Sandbox(Kit.SH_CURL, top);
        sandbox.fetching(new FetchItem(server.url("/slow"), "slow", false, Optional.empty()));
        Process process = sandbox.start(FetchScript.fetcher());
        server.awaitStalled();

        process.destroy();

        assertThat(sandbox.ended(process).exitCode()).isEqualTo(143);
        assertThat(sandbox.files()).isEmpty();
    }

    @Test
    void a_pause_between_attempts_is_ended_too() throws IOException, InterruptedException {
        server.status("/a", 503);
        Sandbox sandbox = fetching(Kit.SH_CURL);
        Kit.program(sandbox.bin().resolve("sleep"), "exec 3<\"${0%/*}/never\"");
        new ProcessBuilder("mkfifo", sandbox.bin().resolve("never").toString())
                .start()
                .waitFor();
        Process process = sandbox.start(FetchScript.beforeLine(), "echo ran");
        waitFor(sandbox.error(), "trying again");

        process.destroy();

        assertThat(sandbox.ended(process).exitCode()).isEqualTo(143);
    }

    @ParameterizedTest
    @EnumSource
    void without_anything_to_fetch_the_command_runs_in_its_sandbox_all_the_same(Kit kit) {
        Ended ended = new Sandbox(kit, top).run(FetchScript.beforeLine(), "pwd; exit 3");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out().strip()).endsWith("/box");
    }

    private Sandbox fetching(Kit kit) {
        return new Sandbox(kit, top).fetching(new FetchItem(server.url("/a"), "a", false, Optional.empty()));
    }

    /** Until the file holds the text. */
    private static void waitFor(Path file, String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!(Files.exists(file) && Files.readString(file).contains(text))) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
