package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names what there is, and lists every module and package. */
class ArchitecturePageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/architecture.md");

    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");

    /** A class, perhaps with one in it or a method of it: {@code Call.Accept}, {@code Scheduler.resourceOffers}. */
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?");

    private static final Pattern PACKAGE = Pattern.compile("dev\\.isthmus(?:\\.\\w+)*");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(?:/[\\w.-]+)+");

    private static final Pattern LIST =
            Pattern.compile("(<!-- packages: [^>]*-->\n)(.*?)(<!-- end of packages -->)", Pattern.DOTALL);

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern DESCRIPTION = Pattern.compile("<description>([^<]+)</description>");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    @Test
    void every_class_package_and_path_that_it_names_exists() throws IOException {
        // The list comes from comments, whose links the compiler checks.
        assertThat(missing(LIST.matcher(Files.readString(PAGE)).replaceFirst("")))
                .isEmpty();
    }

    @Test
    void a_planted_name_that_is_nowhere_is_found() throws IOException {
        assertThat(
                        missing(
                                "`FrameworkMachine`, `Call.Accept` and `Scheduler.resourceOffers` of `dev.isthmus.mesos` in `driver/dropin`"))
                .isEmpty();
        assertThat(
                        missing(
                                "`FrameworkMaschine`, `Call.Accepted`, `Scheduler.resourcesOffered`, `dev.isthmus.moses`, `driver/dropout`"))
                .containsExactly(
                        "FrameworkMaschine",
                        "Call.Accepted",
                        "Scheduler.resourcesOffered",
                        "dev.isthmus.moses",
                        "driver/dropout");
    }

    @Test
    void it_lists_every_module_and_package() throws IOException {
        String page = Files.readString(PAGE);
        Matcher list = LIST.matcher(page);
        assertThat(list.find()).as("the place of the list").isTrue();
        String packages = packages();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, list.start(2)) + packages + page.substring(list.end(2)));
            return;
        }
        assertThat(list.group(2))
                .as("the list of packages in docs/architecture.md; written anew by -Dgolden.write=true")
                .isEqualTo(packages);
    }

    /** What a text names in spans of code that looks like a class, a package or a path, and that is nowhere. */
    private static List<String> missing(String text) throws IOException {
        Map<String, Path> classes = new TreeMap<>();
        List<Path> folders = new ArrayList<>();
        for (Path file : sources()) {
            classes.put(file.getFileName().toString().replaceFirst("\\.java$", ""), file);
            folders.add(file.getParent());
        }
        List<String> missing = new ArrayList<>();
        for (MatchResult span : SPAN.matcher(text).results().toList()) {
            String name = span.group(1);
            Matcher type = CLASS.matcher(name);
            boolean there = true;
            if (type.matches()) {
                Path source = classes.get(type.group(1));
                there = source == null
                        ? isOfOthers(type.group(1), type.group(2))
                        : type.group(2) == null
                                || Files.readString(source).matches("(?s).*\\b" + type.group(2) + "\\b.*");
            } else if (PACKAGE.matcher(name).matches()) {
                String folder = "/" + name.replace('.', '/') + "/";
                there = folders.stream().anyMatch(each -> (each.toString().replace('\\', '/') + "/").contains(folder));
            } else if (PATH.matcher(name).matches() && !name.equals("META-INF/services")) {
                there = Files.exists(ROOT.resolve(name));
            }
            if (!there) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** Whether it is a class of Mesos or the JDK, with that method. */
    private static boolean isOfOthers(String type, String member) {
        return Stream.of("org.apache.mesos.", "java.util.").anyMatch(prefix -> {
            try {
                Class<?> found = Class.forName(prefix + type);
                return member == null
                        || Stream.of(found.getMethods())
                                .anyMatch(method -> method.getName().equals(member));
            } catch (ClassNotFoundException e) {
                return false;
            }
        });
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : modules()) {
            for (String folder : List.of("src/main/java", "src/test/java")) {
                Path root = ROOT.resolve(module).resolve(folder);
                if (Files.exists(root)) {
                    try (Stream<Path> files = Files.walk(root)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    /** The modules of the build, with those in folders that are parents of some. */
    private static List<String> modules() throws IOException {
        List<String> modules = new ArrayList<>();
        addModules("", modules);
        return modules;
    }

    private static void addModules(String parent, List<String> modules) throws IOException {
        String pom = Files.readString(ROOT.resolve(parent).resolve("pom.xml")).replaceFirst("(?s)<profiles>.*", "");
        for (MatchResult module : MODULE.matcher(pom).results().toList()) {
            String path = parent.isEmpty() ? module.group(1) : parent + "/" + module.group(1);
            modules.add(path);
            addModules(path, modules);
        }
    }

    private static String packages() throws IOException {
        StringBuilder list = new StringBuilder();
        for (String module : modules()) {
            Matcher description =
                    DESCRIPTION.matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
            assertThat(description.find()).as("%s says what it is", module).isTrue();
            list.append("\n**`")
                    .append(module)
                    .append("`**: ")
                    .append(description.group(1))
                    .append("\n");
            List<Path> infos = sources().stream()
                    .filter(file -> file.startsWith(ROOT.resolve(module).resolve("src/main"))
                            && file.endsWith("package-info.java"))
                    .sorted(Comparator.comparing(file -> file.getParent().toString()))
                    .toList();
            if (!infos.isEmpty()) {
                list.append("\n| package | holds |\n|---|---|\n");
            }
            for (Path info : infos) {
                Path folder = ROOT.resolve(module).resolve("src/main/java").relativize(info.getParent());
                list.append("| `")
                        .append(folder.toString().replace('\\', '/').replace('/', '.'))
                        .append("` | ")
                        .append(summary(Files.readString(info)))
                        .append(" |\n");
            }
        }
        return list.append("\n").toString();
    }

    /** The first paragraph of a comment, in Markdown. */
    private static String summary(String source) {
        Matcher comment = JAVADOC.matcher(source);
        assertThat(comment.find()).as("a comment in %s", source).isTrue();
        return comment.group(1)
                .lines()
                .map(line -> line.strip().replaceFirst("^\\* ?", ""))
                .collect(Collectors.joining(" "))
                .strip()
                .replaceFirst("(?s) ?<p>.*", "")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:[\\w.]*\\.)?(\\w+)}", "`$1`")
                .strip();
    }
}
