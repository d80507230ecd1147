package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.fetch.FetchFailure.Kind;
import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/reference/fetching.md says is so. */
class FetchingPageTest {
    private final String page = Files.readString(Path.of("../docs/reference/fetching.md"));

    @TempDir
    private Path top;

    FetchingPageTest() throws IOException {}

    @ParameterizedTest
    @EnumSource
    void the_table_of_codes_is_that_of_the_script(Kind kind) {
        int first = kind.first();
        int last = first + kind.codes() - 1;
        FetchItem item = new FetchItem("http://host/a.zip", "a.zip", false, Optional.of(ArchiveFormat.ZIP));
        String message = FetchFailure.read(first, new FetchList(List.of(item)))
                .orElseThrow()
                .message();
        String words = message.replaceFirst(".*(?:http://host/a.zip|a uri of the task) ", "")
                .replaceFirst(": .*", "");

        assertThat(page).contains("| " + first + (last > first ? " to " + last : "") + " | " + words + " |\n");
    }

    @Test
    void the_tools_are_enough_for_each_kind_of_file() throws IOException {
        Matcher block = Pattern.compile("```\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        List<FetchItem> items = new ArrayList<>();
        Path packages = Files.createDirectories(top.resolve("opt"));
        Files.writeString(packages.resolve("local"), "local");
        items.add(new FetchItem(packages + "//local", "local", true, Optional.empty()));
        try (FileServer server = new FileServer()) {
            for (ArchiveFormat kind : ArchiveFormat.values()) {
                String name = "of" + kind + Archives.ending(kind);
                server.file("/" + name, Archives.of(kind, "file of " + kind, "content"));
                items.add(new FetchItem(server.url("/" + name), "sub/" + name, false, Optional.of(kind)));
            }
            Path only = Files.createDirectory(top.resolve("only"));
            for (String tool : List.of(block.group(1).strip().split("\\s+", -1))) {
                Kit.program(only.resolve(tool), "exec '" + Kit.need(tool) + "' \"$@\"");
            }
            Sandbox sandbox = new Sandbox(Kit.SH_CURL, top).with("PATH", only.toString());

            Ended ended = sandbox.fetching(items.toArray(new FetchItem[0])).run(FetchScript.fetcher());

            assertThat(ended).isEqualTo(new Ended(0, "", ""));
            assertThat(sandbox.files()).hasSize(1 + 2 * ArchiveFormat.values().length);
        }
    }
}
