package dev.isthmus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command says of itself and what it refuses before it starts anything, in this JVM; {@link CommandLineIT} has JVMs of its own. */
class CommandLineTest {

    private record Run(int exit, String output) {}

    @Test
    void a_word_that_nobody_knows_is_an_error_even_beside_help() {
        for (String[] words : new String[][] {{"nosuch"}, {"nosuch", "--help"}, {"demo", "nosuch", "-h"}}) {
            Run run = run(words);

            assertThat(run.exit()).as(run.output()).isEqualTo(2);
            assertThat(run.output()).contains("'nosuch'", "Usage: isthmus");
        }
    }

    @Test
    void a_misspelt_command_is_told_with_that_which_was_meant() {
        assertThat(run("dmeo").output()).contains("'dmeo'; did you mean 'demo'?");
    }

    @Test
    void a_time_that_is_none_is_refused_before_anything_starts() {
        for (String time : List.of("-1", "0", "soon")) {
            Run run = run("demo", "--deadline=" + time);

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--deadline " + time + ": want a length of time above 0");
        }
    }

    @Test
    void a_simulation_says_which_of_its_numbers_is_wrong() {
        String[][] wrong = {
            {"--seeds=0", "--seeds 0: want a whole number from 1 on"},
            {"--seeds=1 --minutes=0", "--minutes 0: want a whole number from 1 to 1440"},
            {"--seeds=1 --jobs=0", "--jobs 0: want a whole number from 1 to 256"},
            {
                "--seeds=1 --instances=0..3",
                "--instances 0..3: want a number from 1 to 5000, or two with the smaller first"
            },
            {"--seeds=1 --instances=9..3", "--instances 9..3: want"},
            {"--seeds=1 --instances=few", "--instances few: want"},
            {"--seeds=many", "'many' is not an int"},
            {"--seed=4", "Missing required option: '--seeds=N'"},
        };
        for (String[] each : wrong) {
            Run run = run(("simulate " + each[0]).split(" ", -1));

            assertThat(run.exit()).as(run.output()).isEqualTo(2);
            assertThat(run.output()).contains(each[1], "Usage: isthmus simulate");
        }
    }

    @Test
    void the_fake_has_a_help_of_its_own() {
        Run run = run("fake", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("Usage: isthmus fake [", "--scenario=FILE", "--hostname=NAME");
    }

    @Test
    void a_wrong_command_line_is_told_with_what_is_wanted() {
        assertThat(run("run", "--fake")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("no command: name it last", "Usage: isthmus run");
        });
        assertThat(run("run", "--fake", "--cluster=blue", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--fake starts a cluster of its own");
        });
        assertThat(run("run", "--jar=nosuch.jar", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--jar nosuch.jar: there is no such file");
        });
        assertThat(run("run", "--fkae", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("did you mean '--fake'?");
        });
    }

    @Test
    void settings_that_are_none_or_name_a_cluster_beside_the_fake_are_refused() {
        assertThat(run("run", "--set", "half-of-a-secret", "--", "true")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("--set wants NAME=VALUE").doesNotContain("half-of-a-secret");
        });
        assertThat(run("run", "--fake", "--set", "AWS_ECS_ENDPOINT=http://localhost:1", "--", "true"))
                .satisfies(run -> {
                    assertThat(run.exit()).isEqualTo(2);
                    assertThat(run.output()).contains("--fake starts a cluster of its own");
                });
        assertThat(run("run", "--fake", "--", "").output()).contains("no command: name it last");
    }

    @Test
    void a_shell_is_told_how_to_complete_every_command_and_option() {
        Run run = run("completion");
        assertThat(run.exit()).isZero();
        assertThat(run.output())
                .contains(
                        "complete -F _complete_isthmus",
                        "commands=\"demo bench completion fake master run simulate check plan")
                .contains("--definitions", "--watch", "--scenario");
    }

    @Test
    void an_operators_command_has_a_help_with_its_exit_codes() {
        for (String command :
                List.of("check", "plan", "agents", "offers", "tasks", "frameworks", "why", "logs", "exec", "reap")) {
            Run run = run(command, "--help");
            assertThat(run.exit()).isZero();
            assertThat(run.output()).contains("Usage: isthmus " + command + " [", "--json", "Exit codes:");
        }
    }

    @Test
    void whoever_asks_for_help_gets_it_and_nothing_is_started_whatever_else_stands_there() {
        for (String line : List.of(
                "bench --quick",
                "check --json",
                "completion",
                "demo --verbose --plain",
                "exec --print",
                "fake --port=0",
                "frameworks --json --watch=1s",
                "agents --watch=1s --master=http://localhost:1",
                "offers --json",
                "tasks --all",
                "logs --lines=3",
                "plan --definitions",
                "reap --yes",
                "run --fake",
                "simulate --seeds=1000",
                "why --needs=cpus:1")) {
            for (String help : List.of("--help", "-h")) {
                String[] words = (line + " " + help).split(" ", -1);
                Run run = run(words);
                assertThat(run.exit()).as(line + ": " + run.output()).isZero();
                assertThat(run.output()).as(line).contains("Usage: isthmus " + words[0]);
            }
        }
    }

    @Test
    void every_command_that_has_an_option_for_the_version_prints_it() {
        for (String command : List.of(
                "bench",
                "demo",
                "fake",
                "run",
                "simulate",
                "check",
                "plan",
                "agents",
                "offers",
                "tasks",
                "frameworks",
                "why",
                "logs",
                "exec",
                "reap")) {
            for (String option : List.of("-V", "--version")) {
                Run run = run(command, option);
                assertThat(run.exit()).isZero();
                assertThat(run.output()).as(command).startsWith("isthmus");
            }
        }
    }

    @Test
    void a_benchmark_says_before_it_measures_that_its_file_cannot_be_written() {
        for (String file : List.of("/nosuch/figures.json", ".")) {
            Run run = run("bench", "--quick", "--json", file, "translation");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output())
                    .contains("--json " + file + ": no file can be written there")
                    .doesNotContain("round 1");
        }
    }

    @Test
    void help_is_a_command_too_and_names_the_one_of_each() {
        assertThat(run("help")).isEqualTo(run("--help"));
        assertThat(run("help", "why")).satisfies(run -> {
            assertThat(run.exit()).isZero();
            assertThat(run.output()).contains("Usage: isthmus why [", "Exit codes:");
        });
        assertThat(run("help", "master").output()).contains("--fake", "isthmus master --help");
        assertThat(run("help", "nosuch").exit()).isEqualTo(2);
    }

    /** The list of commands shows the first line of each one's description. */
    @Test
    void what_the_list_says_of_a_command_is_a_whole_sentence() {
        Isthmus.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .as(name)
                        .endsWith("."));
    }

    private static Run run(String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter printed = new PrintWriter(output, true);
        CommandLine command = Isthmus.commandLine().setOut(printed).setErr(printed);
        return new Run(command.execute(arguments), output.toString());
    }
}
