package dev.isthmus.cli;

import dev.isthmus.cli.bench.BenchCommand;
import dev.isthmus.cli.demo.DemoCommand;
import dev.isthmus.cli.run.MasterLauncher;
import dev.isthmus.cli.run.RunCommand;
import dev.isthmus.cli.simulate.SimulateCommand;
import dev.isthmus.operator.OperatorCommands;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.Terminal;
import dev.isthmus.testkit.server.FakeEcsServer;
import dev.isthmus.testkit.server.StrictCommandLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code ./isthmus} command. */
@Command(
        name = "isthmus",
        description = "Runs the tasks of an unmodified Mesos framework on Amazon ECS.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Isthmus.Version.class,
        subcommands = DemoCommand.class,
        footer = {
            "",
            "To put the driver under a framework of your own, see README.md.",
        })
public final class Isthmus implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private Isthmus() {}

    /** Runs a command and exits with its code: 0 for success, 1 for failure, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(output, StandardOutput.charset()), true);
        int exit = commandLine().setOut(writer).execute(arguments);
        writer.flush();
        System.exit(output.exit(exit, System.err));
    }

    static CommandLine commandLine() {
        CommandLine isthmus = new CommandLine(new Isthmus())
                .addSubcommand("bench", BenchCommand.commandLine())
                .addSubcommand("completion", new CommandLine(new CompletionCommand()))
                .addSubcommand("fake", FakeEcsServer.commandLine())
                .addSubcommand("master", MasterLauncher.commandLine())
                .addSubcommand("run", RunCommand.commandLine())
                .addSubcommand("simulate", SimulateCommand.commandLine());
        OperatorCommands.all(OperatorShell.ofProcess(Terminal.canDraw())).forEach(isthmus::addSubcommand);
        isthmus.addSubcommand("help", new HelpCommand());
        isthmus.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> command.version().length == 0)
                .forEach(command -> command.versionProvider(new Version()));
        return StrictCommandLine.of(isthmus);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Names the build. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Isthmus.class.getPackage().getImplementationVersion();
            return new String[] {"isthmus " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
