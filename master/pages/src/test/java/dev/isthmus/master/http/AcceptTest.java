package dev.isthmus.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fact 2, with the values that libprocess is tested with. */
class AcceptTest {

    private static Optional<MediaType> chosen(String... accept) {
        Headers headers = Headers.NONE;
        for (String value : accept) {
            headers = headers.with("Accept", value);
        }
        return Accept.choose(headers);
    }

    @Test
    void fact_02_what_does_not_allow_a_type() {
        for (String accept : List.of(
                "text/*;q=0.0",
                "text/html;q=0.0",
                "text/",
                "text",
                "foo/*",
                "foo/*, text/*;q=0.0",
                "foo/*,\ttext/*;q=0.0",
                "*/*, text/*;q=0.0",
                "*/*;q=0.0, foo",
                "textttt/*",
                "text/html;q=x",
                "",
                ";,;")) {
            assertThat(Accept.allows(accept, "text/html")).as(accept).isFalse();
        }
    }

    @Test
    void fact_02_what_allows_a_type() {
        for (String accept : List.of(
                "text/*",
                "text/*;q=0.1",
                "text/html",
                "text/html;q=0.1",
                "TEXT/Html",
                "text/bar, text/html,q=0.1",
                "*/*, text/bar;q=0.5",
                "*/*;q=0.9, text/foo",
                "text/foo,\ttext/*;q=0.1",
                "*/*",
                "*/*, text/bar",
                "*/*, foo/*",
                "text/html;level=1;q=0.5",
                "text/html; q=1.0; q=0")) {
            assertThat(Accept.allows(accept, "text/html")).as(accept).isTrue();
        }
    }

    @Test
    void fact_02_json_goes_before_protobuf_wherever_it_is_allowed() {
        assertThat(chosen()).hasValue(MediaType.JSON);
        assertThat(chosen("application/x-protobuf, application/json;q=0.1")).hasValue(MediaType.JSON);
        assertThat(chosen("application/x-protobuf")).hasValue(MediaType.PROTOBUF);
        assertThat(chosen("application/*;q=0.5")).hasValue(MediaType.JSON);
        assertThat(chosen("application/json;q=0, */*")).hasValue(MediaType.PROTOBUF);
        assertThat(chosen("foo")).isEmpty();
        assertThat(chosen("")).as("an empty list allows nothing").isEmpty();
    }

    @Test
    void fact_02_several_lines_are_one_list() {
        assertThat(chosen("application/x-protobuf", "application/x-protobuf")).hasValue(MediaType.PROTOBUF);
        assertThat(chosen("foo", "application/json")).hasValue(MediaType.JSON);
    }

    @Test
    void fact_08_gzip_is_allowed_as_libprocess_reads_it() {
        for (String accept :
                List.of("gzip", "GZIP", "deflate, gzip;q=0.1", "*", "identity, *;q=0.5", "gzip;q=0.5;q=0")) {
            assertThat(Accept.allowsGzip(accept)).as(accept).isTrue();
        }
        for (String accept : List.of("", "identity", "gzip;q=0", "*;q=0", "gzip;q=0, *", "xgzip", ",")) {
            assertThat(Accept.allowsGzip(accept)).as(accept).isFalse();
        }
    }
}
