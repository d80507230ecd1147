package dev.isthmus.testkit.ecs.scenario;

/** A scenario file is invalid. The message has the file, the line and the column, both from 1 on, and the reason. */
public final class ScenarioException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    ScenarioException(String file, Position position, String reason) {
        super(file + ":" + position.line() + ":" + position.column() + ": " + reason);
        this.file = file;
        this.line = position.line();
        this.column = position.column();
        this.reason = reason;
    }

    /** The file, as its reader was given it. */
    public String file() {
        return file;
    }

    /** From 1 on. */
    public int line() {
        return line;
    }

    /** From 1 on. */
    public int column() {
        return column;
    }

    /** What is wrong there, and what would be right. */
    public String reason() {
        return reason;
    }
}
