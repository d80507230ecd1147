package dev.isthmus.driver.client.leader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fact 101 of Mesos's HTTP side: what stands in ZooKeeper. */
class LeaderZnodesTest {

    @Test
    void the_leader_has_the_smallest_number_of_those_that_are_masters() {
        assertThat(LeaderZnodes.leader(List.of(
                        "log_replicas",
                        "json.info_0000000012",
                        "json.info_0000000007",
                        "info_0000000001",
                        "json.info_7")))
                .contains("json.info_0000000007");
        assertThat(LeaderZnodes.leader(List.of("log_replicas"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'address':{'hostname':'m1','ip':'10.0.0.1','port':5050},'hostname':'x','port':1,'ip':16777226} | false | http://10.0.0.1:5050",
                "{'address':{'hostname':'m1','ip':'10.0.0.1','port':5050}} | true | https://m1:5050",
                "{'address':{'hostname':'m1','ip':'0.0.0.0','port':5050}} | false | http://m1:5050",
                "{'address':{'hostname':'m1','port':5050}} | false | http://m1:5050",
                "{'address':{'ip':'fe80::1','port':5050}} | false | http://[fe80::1]:5050",
                "{'hostname':'m1','port':5050,'ip':16777226} | false | http://m1:5050",
                "{'address':{'ip':'10.0.0.1'},'hostname':'m1','port':5050} | true | https://m1:5050",
            })
    void a_master_is_where_its_znode_says(String json, boolean secure, String url) {
        assertThat(LeaderZnodes.address(json.replace('\'', '"').getBytes(UTF_8), secure))
                .hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"hostname\":\"m1\"}", "{\"port\":5050}", "{\"hostname\":\"m1\",\"port\":0}"})
    void what_says_no_such_thing_is_refused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> LeaderZnodes.address(json.getBytes(UTF_8), false));
    }

    @Test
    void json_is_read_as_it_is_written() {
        Map<?, ?> read = SmallJson.object(
                " { \"a\" : [ 1 , -2.5e3, true, false, null, [], {} ] , \"b\\n\\u00e9\\\"\" : \"\\/\\\\\" } ");
        assertThat(read.get("a")).isEqualTo(List.of(1.0, -2500.0, true, false, "null", List.of(), Map.of()));
        assertThat(read.get("b\n\u00e9\"")).isEqualTo("/\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1 \"b\":2}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{} {}",
                "{\"a\":\"b"
            })
    void what_is_no_json_is_refused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallJson.object(json))
                .withMessageStartingWith("no JSON at character");
    }

    @Test
    void what_is_too_deep_is_refused_before_the_stack_ends() {
        assertThatIllegalArgumentException().isThrownBy(() -> SmallJson.object("{\"a\":" + "[".repeat(100_000)));
    }
}
