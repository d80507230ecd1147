package dev.isthmus.ecs.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints are reached through the proxy of this process, and that failures name it. The environment's is tested from outside, in driver. */
@Isolated("it sets a proxy for the whole JVM")
class HttpProxyTest {

    private static final List<String> PROPERTIES =
            List.of("http.proxyHost", "http.proxyPort", "http.proxyUser", "http.proxyPassword", "http.nonProxyHosts");

    @BeforeEach
    void proxy() {
        System.setProperty("http.proxyHost", "proxy.example.org");
        System.setProperty("http.proxyPort", "3128");
        System.setProperty("http.proxyUser", "me");
        System.setProperty("http.proxyPassword", "secret");
    }

    @AfterEach
    void noProxy() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4566",
                "http://127.1.2.3",
                "http://localhost:4566",
                "http://LocalHost:4566",
                "http://ecs.localhost:4566",
                "https://[::1]:4566",
                "http://[0:0:0:0:0:0:0:1]:4566",
                "http://[::ffff:127.0.0.1]:4566",
                "http://169.254.170.2",
                "http://169.254.169.254",
                "http://[fe80::1]:80",
                "http://[fd00:ec2::254]",
            })
    void what_is_on_this_machine_is_never_proxied(String endpoint) {
        HttpProxy proxy = HttpProxy.towards(URI.create(endpoint));
        assertThat(proxy.words()).isEmpty();
        assertThat(proxy.configuration().host()).isNull();
        assertThat(proxy.configuration().username()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ecs.eu-west-1.amazonaws.com",
                "http://10.0.0.1:4566",
                "http://127.example.org",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://[fd00::1]:80",
                "http://[::11]:80"
            })
    void anything_else_is_and_failures_say_through_whom(String endpoint) {
        HttpProxy proxy = HttpProxy.towards(URI.create(endpoint));
        assertThat(proxy.configuration().host()).isEqualTo("proxy.example.org");
        assertThat(proxy.named(failure(Category.TRANSIENT, "")).message())
                .startsWith("no answer")
                .contains("through the proxy proxy.example.org:3128", "http.proxyHost", "http.nonProxyHosts")
                .doesNotContain("secret", "me:");
    }

    @Test
    void a_host_that_is_taken_out_is_not_proxied() {
        System.setProperty("http.nonProxyHosts", "*.example.com|10.*");
        assertThat(HttpProxy.towards(URI.create("https://ecs.example.com")).words())
                .isEmpty();
        assertThat(HttpProxy.towards(URI.create("http://10.1.2.3")).words()).isEmpty();
        assertThat(HttpProxy.towards(URI.create("https://ecs.example.org")).words())
                .isPresent();
    }

    @Test
    void what_aws_itself_refuses_is_not_the_fault_of_the_proxy() {
        HttpProxy proxy = HttpProxy.towards(URI.create("https://ecs.eu-west-1.amazonaws.com"));
        CallFailure refusal = failure(Category.CALLER, "ClientException");
        assertThat(proxy.named(refusal)).isSameAs(refusal);
        assertThat(proxy.named(failure(Category.DENIED, "")).message()).contains("through the proxy");
    }

    private static CallFailure failure(Category category, String code) {
        return CallFailure.of(category, code, Done.NO, "no answer");
    }
}
