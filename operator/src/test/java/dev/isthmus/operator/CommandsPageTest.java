package dev.isthmus.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.settings.Surroundings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** docs/reference/commands.md: what its examples show is what the commands say, and every command and option stands there. */
@Timeout(120)
class CommandsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "commands.md");

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

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

    private static void run(Example example) {
        InstanceSpec instance = InstanceSpec.of(4096, 8192).withAttribute("isthmus.hostname", "127.0.0.1");
        FakeEcsConfig config = FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(instance)
                .instance(instance)
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), example.line().split(" ", -1));
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

    private static Pattern form(String shown) {
        return Pattern.compile(Arrays.stream(shown.split(Pattern.quote("..."), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    @Test
    void every_command_has_a_section_with_an_example() throws IOException {
        String page = Files.readString(PAGE);
        List<String> shown = examples().stream()
                .map(example -> example.line().split(" ", 2)[0])
                .toList();
        for (CommandLine command : OperatorCommands.all(Surroundings.of(Map.of(), InstantSource.system()))) {
            assertThat(page).containsPattern("\n## .*`" + command.getCommandName() + "[ `]");
            assertThat(shown).contains(command.getCommandName());
        }
    }
}
