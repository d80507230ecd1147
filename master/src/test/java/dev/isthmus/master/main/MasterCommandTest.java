package dev.isthmus.master.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong is said before anything is opened. */
class MasterCommandTest {

    private record Ended(int exit, String said) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--host 0.0.0.0 | Without credentials the master listens on this machine alone, not on 0.0.0.0",
                "--host no.such.host.invalid | --host no.such.host.invalid: there is no such address",
                "--port 70000 | --port 70000: want a number from 0 to 65535",
                "--heartbeat 0s | --heartbeat 0s: want a length of time above 0",
                "--heartbeat soon | --heartbeat soon: want a length of time above 0",
                "--weights web=2,batch | --weights web=2,batch: 'batch' is no weight: want role=number,role=number",
                "--log-format yaml | --log-format yaml: want text or json",
                "--readers r.json | --readers r.json needs --credentials FILE: without it, whoever comes may change everything",
                "--zk foo | --zk: Expecting a (chroot) path for ZooKeeper ('/' is not supported)",
                "--zk zk://zk1:2181/ | --zk: Expecting a (chroot) path for ZooKeeper ('/' is not supported)",
                "--nonsense | Unknown option: '--nonsense'"
            })
    void a_wrong_command_line_is_named(String arguments, String said) {
        Ended ended = run(arguments.split(" "));
        assertThat(ended.said()).startsWith(said).contains("Usage: ").endsWith(" --help\n");
        assertThat(ended.said().lines().count())
                .as("the whole help would hide it")
                .isLessThan(15);
        assertThat(ended.exit()).isEqualTo(2);
    }

    @Test
    void credentials_that_cannot_be_read_end_it(@TempDir Path folder) {
        Path file = folder.resolve("none");
        Ended ended = run("--host", "0.0.0.0", "--port", "0", "--credentials", file.toString());
        assertThat(ended.said())
                .startsWith("isthmus master: The credentials file " + file
                        + " cannot be read: there is no such file or directory");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void who_may_do_everything_is_no_reader_too(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("both.json"), "{\"credentials\":[{\"principal\":\"p\",\"secret\":\"s\"}]}");
        Ended ended = run("--port", "0", "--credentials", file.toString(), "--readers", file.toString());
        assertThat(ended.said())
                .startsWith("--credentials and --readers: principal 'p' may do everything, and may only look");
        assertThat(ended.exit()).isEqualTo(2);
    }

    @Test
    void the_page_about_the_master_names_each_option() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/master.md"));
        assertThat(MasterCommand.commandLine().getCommandSpec().options())
                .hasSizeGreaterThan(8)
                .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                .allSatisfy(option -> assertThat(page).contains("`" + option.longestName()));
    }

    private static Ended run(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine command = MasterCommand.commandLine();
        int exit = command.setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(arguments);
        return new Ended(exit, said.toString());
    }
}
