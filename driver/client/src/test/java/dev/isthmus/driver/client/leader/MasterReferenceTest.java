package dev.isthmus.driver.client.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterReferenceTest {

    private static String read(String text, boolean secure) {
        return MasterReference.read(text, secure).match(new MasterReference.Cases<String>() {
            @Override
            public String fixed(MasterUrl master) {
                return master.toString();
            }

            @Override
            public String ensemble(String servers, String path, Optional<String> userAndPassword) {
                return servers + " " + path + " " + userAndPassword.orElse("nobody");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "m1:5050,                       http://m1:5050",
        "' 10.0.0.1:5050 ',             http://10.0.0.1:5050",
        "[::1]:5050,                    http://[::1]:5050",
        "http://m1:5050,                http://m1:5050",
        "http://m1:5050/,               http://m1:5050",
        "http://m1,                     http://m1:80",
        "https://m1.example,            https://m1.example:443",
        "https://m1:8443/api/v1/scheduler, https://m1:8443",
        "'zk://a:2181,b:2182,c/mesos',  'a:2181,b:2182,c /mesos nobody'",
        "zk://u:p@w@a:2181/mesos/,      'x'",
        "zk://u:p:w@a:2181/one/two,     a:2181 /one/two u:p:w",
    })
    void what_mesos_takes_is_taken(String text, String wanted) {
        if (wanted.equals("x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(text, false))
                    .withMessageNotContaining("p@w");
        } else {
            assertThat(read(text, false)).isEqualTo(wanted);
        }
        assertThat(MasterReference.isOne(text)).isTrue();
    }

    @Test
    void with_tls_all_but_what_says_http_is_reached_so() {
        assertThat(read("m1:5050", true)).isEqualTo("https://m1:5050");
        assertThat(read("http://m1:5050", true)).isEqualTo("http://m1:5050");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "m1",
                "ecs://blue",
                "blue",
                "local",
                "arn:aws:ecs:eu-west-1:012345678901:cluster/blue",
                "memory://x:1",
                "mesos://m1:5050"
            })
    void what_is_of_no_such_form_is_left_to_the_embedded_driver(String text) {
        assertThat(MasterReference.isOne(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m1:0",
                "m1:65536",
                "http://",
                "http://m1:99999",
                "zk://a:2181",
                "zk://a:2181/",
                "zk:///mesos",
                "zk://a b/mesos",
                "file:///x"
            })
    void what_is_wrong_says_what_is_wanted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text, false))
                .withMessageContaining("zk://host:port,host:port/path");
    }

    @Test
    void a_file_is_named_by_a_url() {
        assertThat(MasterReference.file("file:///etc/mesos/zk")).contains("/etc/mesos/zk");
        assertThat(MasterReference.file("zk://a/mesos")).isEmpty();
    }

    @Test
    void no_password_is_shown() {
        assertThat(MasterReference.withoutSecret("zk://u:secret@a:2181/mesos")).isEqualTo("zk://***@a:2181/mesos");
        assertThat(MasterReference.withoutSecret("zk://a:2181/mesos")).isEqualTo("zk://a:2181/mesos");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("zk://u:secret@/", false))
                .withMessageNotContaining("secret");
    }
}
