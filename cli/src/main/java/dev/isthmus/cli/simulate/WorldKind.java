package dev.isthmus.cli.simulate;

/** Who is between frameworks and the cluster. */
enum WorldKind {
    /** A driver of each, with a backend of its own. */
    DRIVERS(""),
    /** A driver of each, over one backend. */
    ONE_BACKEND(" --one-backend"),
    /** One master, of which they are clients. */
    MASTER(" --master");

    private final String option;

    WorldKind(String option) {
        this.option = option;
    }

    /** What asks for it on the command line, after a space. */
    String option() {
        return option;
    }
}
