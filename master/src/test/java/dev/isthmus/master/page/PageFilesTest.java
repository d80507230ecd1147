package dev.isthmus.master.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files: where they are, and what a browser may do with them. */
class PageFilesTest {

    private static final PageFiles FILES = PageFiles.load();

    private static final Pattern SCRIPT =
            Pattern.compile("(?:from|import) '\\./([\\w.]+)'|src=\"isthmus/page/([\\w.]+)\"");

    private static HttpRequest request(String target, Headers headers) {
        return new HttpRequest("GET", target, headers, ByteString.EMPTY);
    }

    private static HttpAnswer get(String target) {
        HttpRequest request = request(target, Headers.NONE);
        assertThat(FILES.has(request)).as(target).isTrue();
        return FILES.answer(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/master", "/master/", "/?x=1", "http://m:5050/", "/isthmus/page/index.html"})
    void the_page_is_at_the_root_and_under_master(String target) {
        if (!target.isEmpty()) {
            assertThat(get(target).body()).startsWith("<!doctype html>");
        } else {
            assertThat(FILES.has(request(target, Headers.NONE))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/isthmus/page", "/isthmus/page/package-info.class", "/isthmus/page/app.js/x", "*"})
    void nothing_else_is_a_file(String target) {
        assertThat(FILES.has(request(target, Headers.NONE))).isFalse();
    }

    @Test
    void every_script_that_a_script_needs_is_served() {
        assertThat(everyFile()).contains("app.js", "dom.js", "task.js");
    }

    /** As the guide says. */
    @Test
    void all_of_the_page_is_below_56_KiB_and_24_compressed() {
        Set<String> files = everyFile();
        files.addAll(Set.of("index.html", "page.css", "icon.svg"));
        int plain = 0;
        int compressed = 0;
        for (String file : files) {
            HttpAnswer answer = get("/isthmus/page/" + file);
            plain += answer.bytes().size();
            compressed += Gzip.compress(answer).bytes().size();
        }
        assertThat(plain).isBetween(40 * 1024, 56 * 1024);
        assertThat(compressed).isBetween(10 * 1024, 24 * 1024);
    }

    /** What a browser loads: the page, and every script that it or a script names. */
    private static Set<String> everyFile() {
        Set<String> known = new LinkedHashSet<>();
        Deque<String> toRead = new ArrayDeque<>(Set.of("index.html"));
        while (!toRead.isEmpty()) {
            String body = get("/isthmus/page/" + toRead.remove()).body();
            Matcher script = SCRIPT.matcher(body);
            while (script.find()) {
                String name = script.group(1) == null ? script.group(2) : script.group(1);
                if (known.add(name)) {
                    toRead.add(name);
                }
            }
        }
        return known;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/isthmus/page/app.js", "/isthmus/page/page.css", "/isthmus/page/icon.svg"})
    void a_browser_runs_nothing_but_the_masters_own_scripts(String target) {
        Headers headers = get(target).headers();
        assertThat(headers.last("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http");
        assertThat(headers.last("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void no_file_has_a_script_or_a_style_in_it_that_the_policy_would_keep_from_running() {
        assertThat(get("/").body())
                .doesNotContain("style=", "<style", "javascript:", "onclick")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void whoever_has_a_file_is_not_sent_it_again() {
        HttpAnswer first = get("/isthmus/page/app.js");
        String tag = first.headers().last("ETag").orElseThrow();
        HttpAnswer again =
                FILES.answer(request("/isthmus/page/app.js", Headers.NONE.with("If-None-Match", "\"x\", " + tag)));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes().size()).isZero();
        assertThat(again.headers().last("ETag")).hasValue(tag);
        HttpAnswer other = FILES.answer(request("/isthmus/page/dom.js", Headers.NONE.with("If-None-Match", tag)));
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void who_does_more_than_read_is_told_so() {
        HttpRequest post = new HttpRequest("POST", "/", Headers.NONE, ByteString.EMPTY);
        assertThat(FILES.answer(post).status()).isEqualTo(405);
    }
}
