package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.fetch.FetchFailure.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the exit code of a container that fetches says, and what is made of it. */
class FetchFailureTest {
    private static final FetchItem SIGNED = new FetchItem(
            "https://user:hunter2@host/app.zip?sig=hunter2", "app.zip", false, Optional.of(ArchiveFormat.ZIP));
    private static final FetchItem LOCAL = new FetchItem("/opt/pack%20ages//sub/a", "a", false, Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "194, uri https://host/app.zip?... was not found",
        "205, uri https://host/app.zip?... was refused",
        "216, uri https://host/app.zip?... could not be reached",
        "227, uri https://host/app.zip?... did not fit on the disk",
        "238, uri https://host/app.zip?... could not be extracted",
        "195, uri /opt/pack ages/sub/a was not found",
        "206, uri /opt/pack ages/sub/a was refused",
        "228, uri /opt/pack ages/sub/a did not fit on the disk",
        "193, 'a uri of the task could not be fetched, because the fetching could not begin or was killed'",
        "249, a uri of the task needs a tool that the image does not have"
    })
    void the_message_names_the_file_the_trouble_and_what_to_do(int exitCode, String says) {
        FetchList list = new FetchList(List.of(SIGNED, LOCAL));

        assertThat(FetchFailure.read(exitCode, list).map(FetchFailure::message).orElseThrow())
                .startsWith("Failed to launch container: " + says + ": ")
                .doesNotContain("hunter2")
                .isEqualTo(FetchFailure.ofFetcher(exitCode, list));
    }

    @Test
    void a_code_that_the_script_cannot_have_ended_with_is_the_commands() {
        FetchList list = new FetchList(List.of(new FetchItem("http://host/a", "a", false, Optional.empty())));

        Set<Integer> read = IntStream.range(-1, 300)
                .filter(code -> FetchFailure.read(code, list).isPresent())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(read).containsExactly(193, 194, 205, 216, 227, 249);
        assertThat(FetchFailure.read(195, new FetchList(List.of(LOCAL)))).isEmpty();
        assertThat(FetchFailure.read(216, new FetchList(List.of(LOCAL)))).isEmpty();
    }

    @Test
    void no_code_is_one_that_shells_signals_or_commands_use() {
        FetchList list = new FetchList(IntStream.range(0, 20)
                .mapToObj(at ->
                        new FetchItem("http://host/" + at + ".zip", at + ".zip", false, Optional.of(ArchiveFormat.ZIP)))
                .toList());

        assertThat(IntStream.range(0, 256)
                        .filter(code -> FetchFailure.read(code, list).isPresent()))
                .hasSize(57)
                .allMatch(code -> code > 128 + 64 && code < 250);
    }

    @Test
    void the_last_code_of_a_kind_is_for_all_files_that_have_none() {
        List<FetchItem> eleven = IntStream.range(0, 11)
                .mapToObj(at -> new FetchItem("http://host/" + at, "" + at, false, Optional.empty()))
                .toList();
        List<FetchItem> ten = eleven.subList(0, 10);

        assertThat(FetchFailure.read(204, new FetchList(eleven)))
                .contains(new FetchFailure(Kind.NOT_FOUND, Optional.of(eleven.get(10))));
        assertThat(FetchFailure.read(204, new FetchList(ten))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "194, number 1 of the task's uris was not found",
        "214, number 10 of the task's uris was refused",
        "215, one after the tenth of the task's uris was refused",
        "249, a uri of the task needs a tool that the image does not have"
    })
    void a_file_of_a_list_that_is_not_at_hand_is_told_by_its_place(int exitCode, String says) {
        assertThat(FetchFailure.read(exitCode, Optional.<FetchList>empty()).map(FetchFailure::message))
                .hasValueSatisfying(
                        message -> assertThat(message).startsWith("Failed to launch container: " + says + ": "));
    }

    @ParameterizedTest
    @CsvSource({"1", "127", "137", "255"})
    void a_fetch_container_that_ends_otherwise_failed_too(int exitCode) {
        assertThat(FetchFailure.ofFetcher(exitCode, new FetchList(List.of(LOCAL))))
                .startsWith("Failed to launch container: ")
                .contains("exit code " + exitCode, "ISTHMUS_FETCH_IMAGE");
    }
}
