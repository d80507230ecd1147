package dev.isthmus.master.main;

import dev.isthmus.master.access.CredentialFile;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.server.TlsFiles;
import dev.isthmus.master.shell.Advertised;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a master listens, and to whom. */
final class ListenOptions {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens (default: ${DEFAULT-VALUE}); any other address needs --credentials.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5050",
            description = "On which port (default: ${DEFAULT-VALUE}); 0 for one that is free.")
    private int port;

    @Option(
            names = "--advertise",
            paramLabel = "ADDRESS",
            description = "The name or address by which frameworks reach it, when that is not --host.")
    private @Nullable String advertised;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Who may come in: {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}.")
    private @Nullable Path credentials;

    @Option(
            names = "--readers",
            paramLabel = "FILE",
            description = "Who may look and change nothing, beside those of --credentials; of the same form.")
    private @Nullable Path readers;

    @Option(
            names = "--allowed-hosts",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Other names by which it is called on loopback, where without credentials it answers to no others.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Its certificate and those above it, in PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of the certificate, in PEM (PKCS 8).")
    private @Nullable Path key;

    @Option(
            names = "--insecure",
            description = "Listens without credentials where others can reach it: whoever does can run anything.")
    private boolean insecure;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    int port() {
        return port;
    }

    /** Empty: everybody may come in. */
    Optional<Credentials> credentials() throws IOException {
        if (credentials == null) {
            return Optional.empty();
        }
        Credentials owners = CredentialFile.read(credentials);
        try {
            return Optional.of(readers == null ? owners : owners.withReaders(CredentialFile.read(readers)));
        } catch (IllegalArgumentException e) {
            throw wrong("--credentials and --readers: " + e.getMessage());
        }
    }

    Advertised advertised(Exposure exposure) throws IOException {
        return Advertised.of(exposure.address(), Optional.ofNullable(advertised));
    }

    HostNames hosts(Exposure exposure, Advertised reached) {
        return exposure.hosts(List.of(host, reached.name()), allowedHosts);
    }

    Exposure exposure() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw wrong("--host " + host + ": there is no such address");
        }
        if (port < 0 || port > 65535) {
            throw wrong("--port " + port + ": want a number from 0 to 65535");
        }
        if (readers != null && credentials == null) {
            throw wrong("--readers " + readers
                    + " needs --credentials FILE: without it, whoever comes may change everything");
        }
        Exposure exposure = new Exposure(address, credentials != null, certificate != null, insecure);
        exposure.refusal().ifPresent(why -> {
            throw wrong(why);
        });
        return exposure;
    }

    Optional<TlsFiles> tls() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw wrong("--tls-certificate and --tls-key go together");
        }
        return Optional.of(new TlsFiles(certificate, key));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
