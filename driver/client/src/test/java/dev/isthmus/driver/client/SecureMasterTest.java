package dev.isthmus.driver.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.logging.HeardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A master that is reached over TLS, by a certificate that the JVM trusts or does not. */
@Isolated("What is trusted is set for the whole JVM")
@Timeout(60)
class SecureMasterTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setName("thin").setUser("").build();

    @TempDir
    private static Path folder;

    private static KeyStore keys;

    private final RecordedScheduler framework = new RecordedScheduler();

    /** By the JDK's own tool: for this address alone. */
    @BeforeAll
    static void make() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Path said = folder.resolve("keytool.log");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "master",
                        "-dname",
                        "CN=master",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(tool.waitFor()).as(Files.readString(said)).isZero();
        keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private static SSLContext serving() throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    /** As {@code -Djavax.net.ssl.trustStore} does at the start of a JVM. */
    private static void trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("master", keys.getCertificate("master"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    @AfterEach
    void distrust() throws GeneralSecurityException {
        SSLContext usual = SSLContext.getInstance("TLS");
        usual.init(null, null, null);
        SSLContext.setDefault(usual);
    }

    private SchedulerDriver driver(String master) {
        return ThinDriver.driver(RecordedScheduler.face(), framework.scheduler(), INFO, List.of(), master, true);
    }

    @Test
    void a_framework_is_served_over_tls() throws Exception {
        trust();
        try (ScriptedMaster master = ScriptedMaster.secured(serving())) {
            SchedulerDriver driver = driver("https://" + master.address());
            assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
            master.subscribed(3600);
            framework.await("registered");
            driver.killTask(TaskID.newBuilder().setValue("t").build());
            assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
            driver.stop(true);
        }
    }

    @Test
    void a_master_whose_certificate_is_not_trusted_is_told_nothing() throws Exception {
        try (ScriptedMaster master = ScriptedMaster.secured(serving());
                HeardLog log = HeardLog.open()) {
            SchedulerDriver driver = driver("https://" + master.address());
            driver.start();
            assertThat(log.await("the master at https://" + master.address() + " is lost"))
                    .contains("certification path");
            driver.stop(true);
            assertThat(master.hasCalls()).isFalse();
        }
    }

    /** The certificate is for the address, and not for this name of it. */
    @Test
    void a_master_that_has_the_certificate_of_another_is_told_nothing() throws Exception {
        trust();
        try (ScriptedMaster master = ScriptedMaster.secured(serving());
                HeardLog log = HeardLog.open()) {
            String other = "https://" + master.address().replace("127.0.0.1", "localhost");
            SchedulerDriver driver = driver(other);
            driver.start();
            assertThat(log.await("the master at " + other + " is lost")).contains("localhost");
            driver.stop(true);
            assertThat(master.hasCalls()).isFalse();
        }
    }
}
