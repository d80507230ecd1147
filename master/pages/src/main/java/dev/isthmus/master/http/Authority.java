package dev.isthmus.master.http;

/** Host and port as they stand in a URL. */
public final class Authority {

    private Authority() {}

    /** With brackets around an address of IPv6. */
    public static String of(String host, int port) {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
