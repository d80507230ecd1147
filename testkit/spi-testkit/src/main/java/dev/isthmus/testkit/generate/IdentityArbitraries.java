package dev.isthmus.testkit.generate;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Ids, of one character as often as of hundreds, and with any character that Mesos lets into one. */
public final class IdentityArbitraries {

    private IdentityArbitraries() {}

    /** Ids in use: Marathon's, Chronos's with its colons, Spark's bare numbers. */
    private static Arbitrary<String> usual() {
        return Arbitraries.of(
                "0",
                "web.4a7c2e1f-2d6b-11ef-b0a1-0242ac110002",
                "ct:1795340819013:0:noshell:-n hi",
                "app_db.instance-7f1f._app.1",
                "20260101-000000-16777343-5050-1-0000");
    }

    /** What breaks naive encodings: separators, quotes, blanks, controls, other scripts, surrogate pairs. */
    private static Arbitrary<String> odd() {
        return Arbitraries.of(
                "a",
                " ",
                "/",
                "..",
                "a/b",
                "a b",
                "a\tb",
                "a\nb",
                "\"quoted\"",
                "back\\slash",
                "%2F",
                "a,b;c=d",
                "\u0001",
                "\u00e9\u00df",
                "\u4e16\u754c",
                "\ud83d\ude00",
                "\u202eabc");
    }

    /** Any text that an id may be: not empty; often short, at 36, 128, 255 or 256 characters, or odd. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> ascii = Combinators.combine(
                        Arbitraries.of(1, 2, 35, 36, 37, 127, 128, 129, 254, 255, 256, 1000),
                        Arbitraries.strings().withCharRange('!', '~').ofLength(8))
                .as((length, text) -> text.repeat(length / 8 + 1).substring(0, length));
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange(' ', '\ud7ff')
                .ofMinLength(1)
                .ofMaxLength(40);
        return Arbitraries.frequencyOf(Tuple.of(3, usual()), Tuple.of(3, odd()), Tuple.of(2, ascii), Tuple.of(2, any));
    }

    /** Ids of tasks. */
    public static Arbitrary<TaskId> taskIds() {
        return texts().map(TaskId::new);
    }

    /** Ids of frameworks. */
    public static Arbitrary<FrameworkId> frameworkIds() {
        return texts().map(FrameworkId::new);
    }

    /** Ids of agents. */
    public static Arbitrary<AgentId> agentIds() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                2,
                                Arbitraries.strings()
                                        .withChars("0123456789abcdef")
                                        .ofLength(32)),
                        Tuple.of(1, texts()))
                .map(AgentId::new);
    }

    /** Tokens of launches, the lowest and the highest among them. */
    public static Arbitrary<LaunchId> launchIds() {
        Arbitrary<String> any =
                Arbitraries.bytes().array(byte[].class).ofSize(16).map(HexFormat.of()::formatHex);
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of("0".repeat(32), "f".repeat(32))), Tuple.of(9, any))
                .map(LaunchId::new);
    }
}
