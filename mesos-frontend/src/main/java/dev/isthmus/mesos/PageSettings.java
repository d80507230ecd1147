package dev.isthmus.mesos;

import dev.isthmus.api.settings.Setting;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings of what a driver shows over HTTP. A master has options for the same. */
public final class PageSettings {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%\\w+)?]|[^\\s:/\\[\\]]+):(\\d{1,5})");
    private static final int MOST = 65535;

    /** Where the driver listens. The host is not resolved. */
    public static final Setting<Optional<InetSocketAddress>> HTTP = new Setting<>(
            "ISTHMUS_HTTP",
            "Where the driver shows what a Mesos master shows (`/state`, `/metrics` and others), as host:port; this machine alone, as by "
                    + "127.0.0.1:5050, unless ISTHMUS_HTTP_CREDENTIALS is set. By default nowhere.",
            "",
            PageSettings::address);

    /** Who may see it. */
    public static final Setting<Optional<String>> HTTP_CREDENTIALS = Setting.optionalText(
            "ISTHMUS_HTTP_CREDENTIALS",
            "The file of those who may see that, by Basic authentication, as a Mesos master's --credentials has it: "
                    + "{\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}. By default everybody on this machine may.");

    /** By which names it is called. */
    public static final Setting<List<String>> HTTP_HOSTS = new Setting<>(
            "ISTHMUS_HTTP_HOSTS",
            "Names by which it is called besides, with commas between them: without credentials the driver answers to addresses, localhost and "
                    + "the host of ISTHMUS_HTTP alone, so that no page in a browser on this machine reads what it shows.",
            "",
            text -> Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList());

    private PageSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(HTTP, HTTP_CREDENTIALS, HTTP_HOSTS);
    }

    private static Optional<InetSocketAddress> address(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(2)) > MOST) {
            throw new IllegalArgumentException(
                    "want host:port, such as 127.0.0.1:5050; an address of IPv6 in brackets, and port 0 for one that is free");
        }
        String host = address.group(1).replaceAll("[\\[\\]]", "");
        return Optional.of(InetSocketAddress.createUnresolved(host, Integer.parseInt(address.group(2))));
    }
}
