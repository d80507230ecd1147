package dev.isthmus.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zk1:2181 | zk1:2181 | ''",
                "zk1 | zk1:2181 | ''",
                "zk1:2182,zk2:2183/isthmus/marathon | zk1:2182,zk2:2183 | /isthmus/marathon",
                "' zk1 , zk2:99/ ' | zk1:2181,zk2:99 | ''",
                "zk://10.0.0.1:1,10.0.0.2/mesos/ | 10.0.0.1:1,10.0.0.2:2181 | /mesos",
                "[::1]:2181,[fe80::1%eth0]/a | [::1]:2181,[fe80::1%eth0]:2181 | /a",
                "zk_1.example-a.org:65535 | zk_1.example-a.org:65535 | ''",
            })
    void reads(String text, String hosts, String path) {
        Ensemble ensemble = Ensemble.parse(text);
        assertThat(ensemble.hosts()).isEqualTo(hosts);
        assertThat(ensemble.path()).isEqualTo(path);
        assertThat(ensemble.credentials()).isEmpty();
        assertThat(ensemble).hasToString(hosts + path);
        assertThat(Ensemble.parse(ensemble.toString())).isEqualTo(ensemble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a server is empty",
                "'zk1,,zk2' | a server is empty",
                "zk1, | a server is empty",
                "/path | a server is empty",
                "zk 1:2181 | 'zk 1:2181'",
                "zk1:port | 'zk1:port'",
                "zk1:0 | port 0 of 'zk1:0' is not between 1 and 65535",
                "zk1:65536 | port 65536",
                "zk1/a//b | '/a//b' is no path",
                "zk1/a/../b | '/a/../b' is no path",
                "http://zk1:2181 | only zk:// may stand before",
                "me@zk1:2181 | must be user:password",
            })
    void says_what_is_wrong(String text, String part) {
        assertThatThrownBy(() -> Ensemble.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ZooKeeper: ")
                .hasMessageContaining(part);
    }

    @Test
    void takes_credentials_and_keeps_them_to_itself() {
        Ensemble ensemble = Ensemble.parse("zk://me:s3@cr:et@zk1:2181/a");
        assertThat(ensemble.credentials()).contains(DigestCredentials.digest("me:s3@cr:et"));
        assertThat(ensemble.hosts()).isEqualTo("zk1:2181");
        assertThat(ensemble).hasToString("zk1:2181/a");
        assertThat(ensemble.credentials().toString())
                .contains("digest")
                .doesNotContain("s3")
                .doesNotContain("me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"me:s3cret@zk1:port/x", "me:s3cret@", "s3cret@zk1", "me:s3cret@zk1/a//b", "ftp://me:s3cret@zk1"})
    void an_error_tells_no_credentials(String text) {
        assertThatThrownBy(() -> Ensemble.parse(text)).message().doesNotContain("s3cret");
    }

    @Test
    void puts_the_path_before_what_is_in_it() {
        assertThat(Ensemble.parse("zk1").at("")).isEqualTo("/");
        assertThat(Ensemble.parse("zk1").at("a")).isEqualTo("/a");
        assertThat(Ensemble.parse("zk1/x/y").at("")).isEqualTo("/x/y");
        assertThat(Ensemble.parse("zk1/x/y").at("/a/b")).isEqualTo("/x/y/a/b");
        assertThatThrownBy(() -> Ensemble.parse("zk1/x").at("a/")).hasMessageContaining("'/x/a/' is no path");
    }
}
