package dev.isthmus.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts of all kinds, and what is no queue. */
class QueueUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/q, eu-west-1",
        "https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/q, us-gov-west-1",
        "https://sqs.us-gov-west-1.amazonaws.com/1/q, us-gov-west-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/1/q, cn-north-1",
        "https://sqs.ap-southeast-2.api.aws/1/q, ap-southeast-2",
        "https://sqs-fips.us-east-2.api.aws/1/q, us-east-2",
        "https://sqs.cn-northwest-1.api.amazonwebservices.com.cn/1/q, cn-northwest-1",
        "https://sqs.us-iso-east-1.c2s.ic.gov/1/q, us-iso-east-1",
        "https://sqs.eusc-de-east-1.amazonaws.eu/1/q, eusc-de-east-1",
        "https://vpce-0a1b-2c3d.sqs.eu-central-1.vpce.amazonaws.com/1/q, eu-central-1",
        "https://eu-west-1.queue.amazonaws.com/1/q, eu-west-1",
        "https://queue.amazonaws.com/1/q, us-east-1",
        "http://127.0.0.1:9324/000000000000/q, ''",
        "https://sqs.internal.example/1/q, ''",
    })
    void region_is_the_hosts_and_requests_go_to_it(String url, String region) {
        QueueUrl queue = new QueueUrl(URI.create(url));
        assertThat(queue.region().orElse("")).isEqualTo(region);
        assertThat(queue.endpoint().toString()).isEqualTo(url.replaceFirst("(?<=[^/:])/.*", "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "sqs.eu-west-1.amazonaws.com/1/q, want a whole URL",
        "arn:aws:sqs:eu-west-1:1:q, want a whole URL",
        "ftp://sqs.eu-west-1.amazonaws.com/1/q, want a whole URL",
        "https://sqs.eu-west-1.amazonaws.com, names no queue",
        "https://sqs.eu-west-1.amazonaws.com/, names no queue",
        "https://sqs.eu-west-1.amazonaws.com/1/q.fifo, FIFO",
        "https://sqs.eu-west-1.amazonaws.com/1/q?Action=x, without user",
        "https://me:pw@sqs.eu-west-1.amazonaws.com/1/q, without user",
    })
    void what_is_no_queue_is_refused_by_what_is_wrong(String url, String words) {
        assertThatThrownBy(() -> QueueUrl.EVENTS.reader().apply(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
