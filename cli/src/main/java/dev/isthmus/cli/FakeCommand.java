package dev.isthmus.cli;

import dev.isthmus.testkit.server.FakeEcsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ./isthmus fake}: the fake cluster alone, until it is interrupted. Its options are the server's of the testkit, which reads
 * them itself.
 */
@Command(
        name = "fake",
        description = "Starts a fake ECS cluster on this machine and prints what to export to use it; see fake --help.")
final class FakeCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", hidden = true)
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return FakeEcsServer.run("isthmus fake", arguments, System.out, System.err);
    }
}
