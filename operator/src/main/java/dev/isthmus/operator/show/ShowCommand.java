package dev.isthmus.operator.show;

import dev.isthmus.api.settings.DurationText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.http.HttpRead;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
import dev.isthmus.operator.settings.KnownSettings;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.JsonOutput;
import dev.isthmus.operator.text.Screen;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands have in common that show what there is: who is asked, and how often. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:told",
            "1:a setting is wrong, or what answers is no master",
            "2:the command line is wrong",
            "3:the cluster or the master does not answer"
        })
abstract class ShowCommand extends OperatorCommand {

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private Optional<URI> master = Optional.empty();

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Asks a master, such as http://127.0.0.1:5050, and not ECS.")
    void master(String text) {
        master = HttpRead.address(text);
        if (master.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--master " + HttpRead.wanted(text));
        }
    }

    private Optional<Duration> pause = Optional.empty();

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "5s",
            description =
                    "Tells it again each so often, until it is interrupted (${FALLBACK-VALUE} if no time is given).")
    void watch(String text) {
        pause = Optional.of(DurationText.read(text)
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--watch " + text + ": want a length of time above 0 such as 5s")));
    }

    private OptionalInt rounds = OptionalInt.empty();

    @Option(names = "--rounds", paramLabel = "N", description = "With --watch: ends after so many rounds.")
    void rounds(int number) {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds " + number + ": want a whole number from 1 on");
        }
        rounds = OptionalInt.of(number);
    }

    ShowCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    /** What there is of its kind. */
    abstract Listing listing(Source source) throws CommandFailure, InterruptedException;

    @Override
    protected int run() throws CommandFailure, InterruptedException {
        if (rounds.isPresent() && pause.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--rounds is for --watch: give that too, or neither");
        }
        Settings settings = options.settings(surroundings());
        Source source = master.<Source>map(MasterSource::new)
                .orElseGet(() -> new EcsSource(KnownSettings.readable(settings), surroundings()));
        Screen screen = new Screen(text -> {
            out().print(text);
            out().flush();
        });
        int exit = ExitCodes.GOOD;
        int last = pause.isPresent() ? rounds.orElse(Integer.MAX_VALUE) : 1;
        for (int round = 1; round <= last && !out().checkError(); round++) {
            if (round == 1) {
                show(listing(source), screen);
            } else {
                TimeUnit.MILLISECONDS.sleep(pause.orElseThrow().toMillis());
                exit = again(source, screen);
            }
        }
        return exit;
    }

    /** What was answered once most likely will be again: a failure is told, and does not end it. */
    private int again(Source source, Screen screen) throws InterruptedException {
        try {
            show(listing(source), screen);
            return ExitCodes.GOOD;
        } catch (CommandFailure e) {
            if (!isDrawn()) {
                return failed(e);
            }
            screen.draw(e.lines());
            return e.exitCode();
        }
    }

    private boolean isDrawn() {
        return pause.isPresent() && surroundings().drawn() && !isJson();
    }

    private void show(Listing listing, Screen screen) {
        if (isJson()) {
            out().println(JsonOutput.of(listing.json()));
        } else if (isDrawn()) {
            screen.draw(listing.lines());
        } else {
            List<String> lines = new ArrayList<>(listing.lines());
            pause.ifPresent(
                    unused -> lines.add(0, surroundings().clock().instant().toString()));
            print(lines);
        }
    }
}
