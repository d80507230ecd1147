package dev.isthmus.master.http;

/** What one set of credentials opens. */
public enum Realm {
    /** Looking at the master's state. */
    READ_ONLY("mesos-master-readonly"),
    /** Changing it as an operator. */
    READ_WRITE("mesos-master-readwrite"),
    /** Being a framework. */
    SCHEDULER("mesos-master-scheduler");

    private final String text;

    Realm(String text) {
        this.text = text;
    }

    /** Its name in a challenge. */
    public String text() {
        return text;
    }

    /** What somebody without credentials is answered. */
    public HttpAnswer challenge() {
        return HttpAnswer.text(401, "401 Unauthorized.").with("WWW-Authenticate", "Basic realm=\"" + text + "\"");
    }
}
