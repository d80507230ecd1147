package dev.isthmus.driver.pages;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.access.CredentialFile;
import dev.isthmus.master.http.Authority;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.mesos.PageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where pages are shown, and to whom. They name every task of the cluster with its labels, so they are for this machine alone unless somebody says who may see them.
 *
 * @param host where to listen, a name or an address
 * @param port where to listen; 0 for one that is free
 * @param readers who may read them; empty: everybody on this machine
 * @param names by which this machine is called besides
 */
record PageAccess(String host, int port, Optional<Credentials> readers, List<String> names) {

    private static final String HOW = "set its name in " + PageSettings.HTTP_HOSTS.name();

    /** Copies the names. */
    PageAccess {
        names = List.copyOf(names);
    }

    /**
     * What the settings say; empty: pages are shown nowhere. Reads the file of credentials.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static Optional<PageAccess> of(Settings settings) {
        return settings.get(PageSettings.HTTP)
                .map(address -> new PageAccess(
                        address.getHostString(),
                        address.getPort(),
                        settings.get(PageSettings.HTTP_CREDENTIALS).map(PageAccess::read),
                        settings.get(PageSettings.HTTP_HOSTS)));
    }

    private static Credentials read(String file) {
        try {
            return CredentialFile.read(Path.of(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(PageSettings.HTTP_CREDENTIALS.name() + ": " + e.getMessage(), e);
        }
    }

    /** Host and port, as in a URL. */
    String text() {
        return Authority.of(host, port);
    }

    /** Why nobody may listen at this address, which is that of the host; empty: it is fine. */
    Optional<String> refusal(InetAddress address) {
        return address.isLoopbackAddress() || readers.isPresent()
                ? Optional.empty()
                : Optional.of(PageSettings.HTTP.name() + "=" + text()
                        + ": without credentials pages are shown to this machine alone, and "
                        + address.getHostAddress() + " can be reached by others. Set "
                        + PageSettings.HTTP_CREDENTIALS.name() + " to a file of those who may see them, or "
                        + PageSettings.HTTP.name() + " to " + Authority.of("127.0.0.1", port));
    }

    /** What whoever shows them at this address should be told each time; often nothing. */
    Optional<String> warning(InetAddress address) {
        return address.isLoopbackAddress()
                ? Optional.empty()
                : Optional.of(
                        "the secrets of those who read the driver's pages come over the network in clear text: have a proxy with TLS before "
                                + text());
    }

    /** What is answered there. */
    ReadOnlyPages pages() {
        List<String> known = new ArrayList<>(names);
        known.add(host);
        return new ReadOnlyPages(readers, HostNames.only(known, "this driver", HOW));
    }
}
