package dev.isthmus.driver.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sources of all modules that are not tests, of the samples and frameworks too. */
final class MainSources {

    private static final Path ROOT = Path.of("..");

    /** Builds of other modules make and delete files there, at the same time. */
    private static final Set<String> OF_BUILDS = Set.of("target", ".git");

    private static final Pattern MAIN = Pattern.compile("/src/main/java/");

    private static final Pattern MAIN_OR_TEST = Pattern.compile("/src/(main|test)/java/");

    /** What is no code, first of all what could hold the signs of the others. */
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'|/\\*(?s:.*?)\\*/|//[^\n]*");

    private MainSources() {}

    /** A source without its comments, texts and characters. */
    static String code(String source) {
        return NO_CODE.matcher(source).replaceAll("");
    }

    /** Their texts, each under its module, package and name. */
    static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : all()) {
            texts.put(
                    ROOT.relativize(file).toString().replace('\\', '/').replaceFirst("src/main/java/", ""),
                    Files.readString(file));
        }
        return texts;
    }

    static List<Path> all() throws IOException {
        return in(MAIN);
    }

    /** The same with the sources of tests. */
    static List<Path> withTests() throws IOException {
        return in(MAIN_OR_TEST);
    }

    private static List<Path> in(Pattern folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return OF_BUILDS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.toString().replace('\\', '/');
                if (folder.matcher(name).find() && name.endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
