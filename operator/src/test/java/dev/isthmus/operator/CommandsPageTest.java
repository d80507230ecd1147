package dev.isthmus.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** docs/reference/commands.md: what its examples show is what the commands say, and every command and option stands there. */
@Timeout(120)
@Isolated("What the driver logs is listened to, in the whole JVM")
class CommandsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "commands.md");

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^ '])+");

    private static final String PROMPT = "$ ./isthmus ";

    private record Example(String line, List<String> shown) {}

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(PAGE)).results().toList()) {
            for (String one : block.group(1).split(Pattern.quote(PROMPT), -1)) {
                List<String> lines = one.lines().toList();
                if (!one.isBlank()) {
                    examples.add(new Example(lines.get(0), lines.subList(1, lines.size())));
                }
            }
        }
        return examples;
    }

    @TestFactory
    Stream<DynamicTest> each_example_shows_what_is_said() throws IOException {
        return examples().stream().map(example -> DynamicTest.dynamicTest(example.line(), () -> run(example)));
    }

    private static void run(Example example) throws InterruptedException {
        InstanceSpec instance = InstanceSpec.of(4096, 8192).withAttribute("isthmus.hostname", "127.0.0.1");
        FakeEcsConfig config = FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(instance)
                .instance(instance)
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            String web = FakeFrameworkTasks.start(ecs, "marathon-1", "web.1");
            ecs.awaitStatus(web, "RUNNING", Duration.ofSeconds(30));
            CommandRun run =
                    CommandRun.of(CommandRun.shell(ecs), words(example.line().replace(" docs/", " ../docs/")));
            List<String> said = (run.out() + run.err()).lines().toList();
            int from = 0;
            for (String shown : example.shown()) {
                Pattern form = form(shown);
                int at = from;
                while (at < said.size() && !form.matcher(said.get(at)).matches()) {
                    at++;
                }
                assertThat(at)
                        .as("'%s' after line %s of%n%s", shown, from, run.out() + run.err())
                        .isLessThan(said.size());
                from = at + 1;
            }
        }
    }

    /** As a shell takes them, of which a page needs no more than single quotes; what would mean something else to it stands in them. */
    private static String[] words(String line) {
        assertThat(line.replaceAll("'[^']*'", ""))
                .as("what a shell takes as it stands")
                .doesNotContainPattern("[;&|<>*?$`\"'(){}\\\\]");
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("'", ""))
                .toArray(String[]::new);
    }

    private static Pattern form(String shown) {
        return Pattern.compile(Arrays.stream(shown.split(Pattern.quote("..."), -1))
                .map(part -> Pattern.compile(" +")
                        .splitAsStream(part)
                        .map(Pattern::quote)
                        .collect(Collectors.joining(" +")))
                .collect(Collectors.joining(".*")));
    }

    @Test
    void every_command_has_a_section_with_an_example() throws IOException {
        String page = Files.readString(PAGE);
        List<String> shown = examples().stream()
                .map(example -> example.line().split(" ", 2)[0])
                .toList();
        for (CommandLine command : OperatorCommands.all(OperatorShell.ofProcess(false))) {
            assertThat(page).containsPattern("\n## .*`" + command.getCommandName() + "[ `]");
            assertThat(shown).contains(command.getCommandName());
        }
    }

    @Test
    void every_option_stands_in_the_section_of_its_command_or_before_all() throws IOException {
        List<String> sections = List.of(Files.readString(PAGE).split("\n## "));
        for (CommandLine command : OperatorCommands.all(OperatorShell.ofProcess(false))) {
            Pattern of = Pattern.compile("`" + command.getCommandName() + "[ `]");
            String there = sections.get(0)
                    + sections.stream()
                            .skip(1)
                            .filter(section -> of.matcher(
                                            section.lines().findFirst().orElse(""))
                                    .find())
                            .collect(Collectors.joining());
            assertThat(command.getCommandSpec().options())
                    .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                    .isNotEmpty()
                    .allSatisfy(option ->
                            assertThat(there).containsPattern("`" + Pattern.quote(option.longestName()) + "[ =`]"));
        }
    }
}
