package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the list, which drivers of other versions read too. */
class FetchListTest {

    @Test
    void the_form_is_that_of_version_one() {
        FetchList list = new FetchList(List.of(
                new FetchItem("http://host/x/bin/run.sh", "bin/run.sh", true, Optional.empty()),
                new FetchItem("http://host/x/lib/a.jar", "lib/a b%.jar", false, Optional.empty()),
                new FetchItem("/opt/packages//app.tgz", "app.tgz", false, Optional.of(ArchiveFormat.TAR_GZ))));
        String encoded = "1 x2,0,http://host/x/bin/run.sh -0,14,lib/a.jar lib/a%20b%25.jar z1,0,/opt/packages//app.tgz";

        assertThat(list.encoded()).isEqualTo(encoded);
        assertThat(FetchList.parse(encoded)).isEqualTo(list);
    }

    @Test
    void ten_long_addresses_of_one_server_take_little() {
        String server = "http://ip-10-0-0-1.eu-west-1.compute.internal:40123/" + "0123456789abcdef".repeat(26);
        FetchList list = new FetchList(IntStream.range(0, 10)
                .mapToObj(at -> new FetchItem(
                        server + "/flink/lib/some-library-" + at + "-1.12.2.jar",
                        "flink/lib/some-library-" + at + "-1.12.2.jar",
                        false,
                        Optional.empty()))
                .toList());

        assertThat(list.items().stream()
                        .mapToInt(item -> item.location().length())
                        .sum())
                .isGreaterThan(4_900);
        assertThat(list.encoded()).hasSizeLessThan(800);
        assertThat(FetchList.parse(list.encoded())).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 ",
                "2 -1,0,http://host/a",
                "1 -1,0,http://host/a ",
                "1 -1,1,http://host/a",
                "1 -9,0,http://host/a",
                "1 q1,0,http://host/a",
                "1 -0,0,http://host/a",
                "1 -0,0,http://host/a ../../etc/passwd",
                "1 -0,0,http://host/a /etc/passwd",
                "1 -0,0,http://host/a b%0Ac",
                "1 -0,0,http://host/a b%zz",
                "1 -0,0,http://host/a b%2",
                "1 -0,0,ftp://host/a b",
                "1 -0,0,/etc/passwd b"
            })
    void what_is_no_list_is_refused(String text) {
        assertThatThrownBy(() -> FetchList.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
