package dev.isthmus.ecs.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.host.FakeEc2.Mode;
import dev.isthmus.ecs.sdk.Target;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one request of EC2, over the wire. */
@Isolated("it sets proxies and credentials for the whole JVM")
@Timeout(60)
class Ec2ClientTest {

    private static final Target TARGET =
            new Target("batch", "eu-west-1", Optional.of(URI.create("http://127.0.0.1:1")));

    private FakeEc2 ec2;
    private Ec2Client client;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "fake");
        System.setProperty("aws.secretAccessKey", "fake");
        ec2 = FakeEc2.start();
        client = client(Duration.ofSeconds(20));
    }

    private Ec2Client client(Duration timeout) {
        return new Ec2Client(TARGET, Optional.of(ec2.endpoint()), timeout);
    }

    @AfterEach
    void stop() {
        client.close();
        ec2.close();
    }

    private Map<String, Host> hosts(String... ids) {
        Answer<Map<String, Host>> answer = client.describe(List.of(ids));
        assertThat(answer).isInstanceOf(Answer.Ok.class);
        return ((Answer.Ok<Map<String, Host>>) answer).value();
    }

    private CallFailure failure(String... ids) {
        Answer<Map<String, Host>> answer = client.describe(List.of(ids));
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed<Map<String, Host>>) answer).failure();
    }

    private static Host host(String name, String ip) {
        return new Host(Optional.of(name), Optional.of(ip));
    }

    @Test
    void asks_by_id_signs_for_ec2_and_reads_the_instances_own_name_and_address() {
        ec2.add("i-1", "ip-10-0-0-1.ec2.internal", "10.0.0.1").add("i-2", "ip-10-0-0-2.ec2.internal", "10.0.0.2");
        assertThat(hosts("i-1", "i-2"))
                .containsExactly(
                        Map.entry("i-1", host("ip-10-0-0-1.ec2.internal", "10.0.0.1")),
                        Map.entry("i-2", host("ip-10-0-0-2.ec2.internal", "10.0.0.2")));
        assertThat(ec2.requests())
                .containsExactly(Map.of(
                        "Action",
                        "DescribeInstances",
                        "Version",
                        "2016-11-15",
                        "InstanceId.1",
                        "i-1",
                        "InstanceId.2",
                        "i-2"));
        assertThat(ec2.authorizations())
                .singleElement()
                .asString()
                .startsWith("AWS4-HMAC-SHA256 Credential=fake/")
                .contains("/eu-west-1/ec2/aws4_request");
    }

    @Test
    void follows_the_pages() {
        String[] ids = IntStream.range(0, 100)
                .mapToObj(i -> String.format(Locale.ROOT, "i-%03x", i))
                .toArray(String[]::new);
        for (String id : ids) {
            ec2.add(id, id + ".internal", "10.0.0.1");
        }
        ec2.pageSize(40);
        assertThat(hosts(ids)).hasSize(100);
        assertThat(ec2.requests())
                .extracting(request -> request.getOrDefault("NextToken", ""))
                .containsExactly("", "40+/=", "80+/=");
    }

    @Test
    void absent_and_empty_elements_are_absent() {
        ec2.addRaw("i-1", "<privateDnsName/>")
                .addRaw("i-2", "<privateDnsName>i-2.internal</privateDnsName><ipv6Address>2600::1</ipv6Address>");
        assertThat(hosts("i-1", "i-2"))
                .containsEntry("i-1", new Host(Optional.empty(), Optional.empty()))
                .containsEntry("i-2", host("i-2.internal", "2600::1"));
    }

    @Test
    void ids_that_do_not_exist_are_named() {
        ec2.add("i-1", "a", "10.0.0.1");
        CallFailure several = failure("i-bad1", "i-1", "i-bad2");
        assertThat(several.code()).isEqualTo(HostLookup.NOT_FOUND);
        assertThat(several.related()).containsExactly("i-bad1", "i-bad2");
        assertThat(failure("i-bad1", "i-1").related()).containsExactly("i-bad1");
    }

    @ParameterizedTest
    @CsvSource({
        "DENIES, DENIED, UnauthorizedOperation, docs/reference/iam-policy.md",
        "DISTRUSTS, DENIED, AuthFailure, credentials",
        "THROTTLES, THROTTLED, RequestLimitExceeded, too often",
        "FAILS, TRANSIENT, InternalError, 500",
        "BABBLES, TRANSIENT, '', not EC2's XML",
        "ATTACKS, TRANSIENT, '', not EC2's XML",
    })
    void refusal_is_a_category(Mode mode, Category category, String code, String words) {
        ec2.mode(mode);
        CallFailure failure = failure("i-1");
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(words).contains(ec2.endpoint().toString());
    }

    @Test
    void denied_names_the_action() {
        ec2.mode(Mode.DENIES);
        assertThat(failure("i-1").message()).contains("not allowed to call ec2:DescribeInstances");
    }

    @Test
    void silence_is_a_failure_that_passes() {
        client.close();
        client = client(Duration.ofMillis(200));
        ec2.mode(Mode.KEEPS_SILENT);
        CallFailure failure = failure("i-1");
        assertThat(failure.category()).isEqualTo(Category.TRANSIENT);
        assertThat(failure.message()).contains("no answer of EC2", "timed out");
    }

    @Test
    void nobody_there_is_a_failure_that_passes() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Ec2Client alone =
                new Ec2Client(TARGET, Optional.of(URI.create("http://127.0.0.1:" + port)), Duration.ofSeconds(5))) {
            Answer<Map<String, Host>> answer = alone.describe(List.of("i-1"));
            assertThat(((Answer.Failed<Map<String, Host>>) answer).failure().message())
                    .contains("127.0.0.1:" + port, "ISTHMUS_EC2_ENDPOINT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, https://ec2.us-east-1.amazonaws.com",
        "cn-north-1, https://ec2.cn-north-1.amazonaws.com.cn",
    })
    void usual_endpoint_is_the_regions(String region, URI endpoint) {
        try (Ec2Client usual =
                new Ec2Client(new Target("batch", region, Optional.empty()), Optional.empty(), Duration.ofSeconds(1))) {
            assertThat(usual.endpoint()).isEqualTo(endpoint);
        }
    }

    @Test
    void ec2_is_asked_unless_ecs_is_here_and_no_ec2_is_named() {
        Optional<URI> named = Optional.of(ec2.endpoint());
        assertThat(LookupMode.AUTO.asks(true, Optional.empty())).isFalse();
        assertThat(LookupMode.AUTO.asks(true, named)).isTrue();
        assertThat(LookupMode.AUTO.asks(false, Optional.empty())).isTrue();
        assertThat(LookupMode.TRUE.asks(true, Optional.empty())).isTrue();
        assertThat(LookupMode.FALSE.asks(false, named)).isFalse();
    }

    /** A proxy that is set for the whole process: EC2 on this machine, as a fake is, is asked all the same. */
    @Test
    void is_not_asked_through_a_proxy_on_this_machine() throws Exception {
        int dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(dead));
        try {
            client.close();
            client = client(Duration.ofSeconds(20));
            assertThat(failure("i-1").code()).isEqualTo("InvalidInstanceID.NotFound");

            try (Ec2Client away =
                    new Ec2Client(TARGET, Optional.of(URI.create("http://ec2.example.org")), Duration.ofSeconds(20))) {
                Answer<Map<String, Host>> answer = away.describe(List.of("i-1"));
                assertThat(((Answer.Failed<Map<String, Host>>) answer).failure().message())
                        .contains("ec2.example.org", "through the proxy 127.0.0.1:" + dead);
            }
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void signs_with_made_up_credentials_where_there_are_none_and_it_is_on_this_machine() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.sharedCredentialsFile", "/nowhere");
        System.setProperty("aws.configFile", "/nowhere");
        try (Ec2Client here = client(Duration.ofSeconds(20));
                Ec2Client away =
                        new Ec2Client(TARGET, Optional.of(URI.create("http://ec2.invalid")), Duration.ofSeconds(20))) {
            Answer<Map<String, Host>> known = here.describe(List.of("i-1"));
            assertThat(((Answer.Failed<Map<String, Host>>) known).failure().code())
                    .isEqualTo("InvalidInstanceID.NotFound");
            Answer<Map<String, Host>> answer = away.describe(List.of("i-1"));
            assertThat(((Answer.Failed<Map<String, Host>>) answer).failure().message())
                    .contains("no AWS credentials were found");
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.configFile");
        }
    }
}
