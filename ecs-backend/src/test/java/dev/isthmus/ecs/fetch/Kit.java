package dev.isthmus.ecs.fetch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A shell and the tools beside it, as an image may have them. Whoever uses one that this machine lacks is skipped. */
enum Kit {
    SH_CURL("sh", "curl"),
    DASH_CURL("dash", "curl"),
    BASH_CURL("bash --posix", "curl"),
    BUSYBOX_SH_CURL("busybox sh", "curl"),
    SH_WGET("sh", "wget"),
    SH_BUSYBOX("sh", "busybox"),
    BUSYBOX("busybox sh", "busybox");

    private static final List<String> TOOLS = List.of(
            "bzip2",
            "cat",
            "chmod",
            "cp",
            "env",
            "find",
            "gzip",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sort",
            "tar",
            "unzip",
            "xz");

    private final String shell;
    private final String downloader;

    Kit(String shell, String downloader) {
        this.shell = shell;
        this.downloader = downloader;
    }

    /** The words that stand for {@code /bin/sh}. */
    List<String> shell() {
        List<String> words = new ArrayList<>(Arrays.asList(shell.split(" ")));
        words.set(0, need(words.get(0)).toString());
        return words;
    }

    /** Whether a program named sleep, found by the PATH, is what the script runs: some shells have their own. */
    boolean sleepsByPath() {
        return !shell.startsWith("busybox");
    }

    boolean busyboxTools() {
        return downloader.equals("busybox");
    }

    /** Fills a directory with the tools of this kit, and with a sleep that only writes down how long it was asked to. */
    void install(Path bin, String... without) {
        try {
            Files.createDirectories(bin);
            for (String tool : TOOLS) {
                if (!Arrays.asList(without).contains(tool)) {
                    found(busyboxTools() ? "busybox" : tool).ifPresent(file -> stand(bin, tool, file));
                }
            }
            Path download = need(downloader);
            if (downloader.equals("wget")) {
                assumeTrue(Sandbox.output(download.toString(), "--version").contains("GNU Wget"), "wget is not GNU's");
            }
            String name = busyboxTools() ? "wget" : downloader;
            if (!Arrays.asList(without).contains(name)) {
                stand(bin, name, download);
            }
            program(bin.resolve("sleep"), "echo \"$1\" >>\"${0%/*}/slept\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a program for the shell of this machine. */
    static void program(Path file, String text) {
        try {
            Files.writeString(file, "#!/bin/sh\n" + text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tool's file; whoever asks is skipped where there is none. */
    static Path need(String tool) {
        Optional<Path> file = found(tool);
        assumeTrue(file.isPresent(), "this machine has no " + tool);
        return file.orElseThrow();
    }

    private static Optional<Path> found(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A program of this name, and no link: those would have a temporary directory complain when it is removed. */
    private void stand(Path bin, String tool, Path file) {
        program(bin.resolve(tool), "exec '" + file + "' " + (busyboxTools() ? tool + " " : "") + "\"$@\"");
    }
}
