package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The list survives its way into a container, whatever the names in it, and a shell reads it as we do. */
class FetchCodeProperties {

    @Property
    void what_is_written_is_read_back(@ForAll("items") List<FetchItem> items) {
        String encoded = new FetchList(items).encoded();

        assertThat(encoded).matches("[ !#-\\[\\]-~]+");
        assertThat(FetchList.parse(encoded).items()).isEqualTo(items);
    }

    @Property
    void reading_anything_else_is_refused_as_that(@ForAll String text) {
        try {
            FetchList.parse("1 " + text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Through the script itself: each file is put under its name, from where it lies. */
    @Property(tries = 60)
    void a_shell_reads_what_is_written(@ForAll("names") List<String> names, @ForAll("sourceNames") List<String> sources)
            throws IOException {
        Path top = Files.createTempDirectory("fetch");
        try {
            Path host = Files.createDirectories(top.resolve("host"));
            Map<String, String> wanted = new TreeMap<>();
            List<FetchItem> items = new ArrayList<>();
            for (int at = 0; at < names.size(); at++) {
                String source = at + sources.get(at % sources.size());
                Files.writeString(host.resolve(source), "content " + at);
                items.add(new FetchItem("//" + Locations.word(source), names.get(at), at % 2 == 1, Optional.empty()));
                wanted.put("./" + names.get(at), "content " + at + (at % 2 == 1 ? " x" : " -"));
            }
            Sandbox sandbox = new Sandbox(Kit.SH_CURL, top)
                    .with(FetchScript.HOST_ROOT_VARIABLE, host.toString())
                    .fetching(items.toArray(new FetchItem[0]));

            Ended ended = sandbox.run(
                    FetchScript.beforeLine(),
                    "find . -type f | while IFS= read -r f; do printf '%s\\n' \"$f\"; cat \"$f\"; [ -x \"$f\" ] && echo ' x' || echo ' -'; done");

            assertThat(ended.err()).isEmpty();
            List<String> lines = ended.out().lines().toList();
            Map<String, String> found = new TreeMap<>();
            for (int at = 0; at + 1 < lines.size(); at += 2) {
                found.put(lines.get(at), lines.get(at + 1));
            }
            assertThat(found).isEqualTo(wanted);
        } finally {
            delete(top);
        }
    }

    @Provide
    Arbitrary<List<FetchItem>> items() {
        Arbitrary<String> urls = parts(3).map(path -> "http://host:8080/" + Locations.url(path));
        Arbitrary<String> files = Combinators.combine(parts(2), parts(3))
                .as((directory, file) -> "/" + Locations.word(directory) + "//" + Locations.word(file));
        Arbitrary<String> objects = parts(3).map(path -> "s3://bucket/" + Locations.word(path));
        Arbitrary<FetchItem> named = Combinators.combine(
                        Arbitraries.oneOf(urls, files, objects),
                        parts(4),
                        Arbitraries.of(true, false),
                        Arbitraries.of(ArchiveFormat.values()).optional())
                .as((location, name, executable, archive) ->
                        new FetchItem(location, name, executable, executable ? Optional.empty() : archive));
        Arbitrary<FetchItem> own = urls.map(
                url -> new FetchItem(url, url.substring(url.lastIndexOf('/') + 1), false, ArchiveFormat.ofName(url)));
        return Arbitraries.oneOf(named, own).list().ofMinSize(1).ofMaxSize(12);
    }

    /** None of which is in the way of another: each begins with its number. */
    @Provide
    Arbitrary<List<String>> names() {
        return parts(3).list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(names -> IntStream.range(0, names.size())
                        .mapToObj(at -> at + names.get(at))
                        .toList());
    }

    /** Names that every locale of this JVM can write. */
    @Provide
    Arbitrary<List<String>> sourceNames() {
        return Arbitraries.strings()
                .withCharRange(' ', '.')
                .withCharRange('0', '~')
                .ofMaxLength(20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<String> parts(int most) {
        Arbitrary<String> part = Arbitraries.strings()
                .withChars(" '\"$`\\;&|<>()*?[]{}!#~%=,-.:@")
                .withCharRange('a', 'f')
                .withChars('\u00e9', '\u65e5', '\u2028')
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> !text.equals(".") && !text.equals(".."));
        return part.list().ofMinSize(1).ofMaxSize(most).map(list -> String.join("/", list));
    }

    private static void delete(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
