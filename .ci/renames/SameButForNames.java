package dev.isthmus.renames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Compares the class files of two builds of the repository, the older one's renamed as a list says: they have to be equal, byte for byte, but for
 * what debuggers alone read. Run by {@code .ci/renames/compare}.
 */
final class SameButForNames {

    private final Map<String, String> names;

    private SameButForNames(Map<String, String> names) {
        this.names = names;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] both = line.trim().replace('.', '/').split("\\s+");
                names.put(both[0], both[1]);
            }
        }
        SameButForNames renamed = new SameButForNames(names);
        SameButForNames asIs = new SameButForNames(Map.of());
        SortedMap<String, byte[]> before = renamed.classes(Path.of(arguments[1]));
        SortedMap<String, byte[]> after = asIs.classes(Path.of(arguments[2]));
        int different = 0;
        for (String name : Stream.of(before, after).flatMap(each -> each.keySet().stream()).sorted().distinct().toList()) {
            byte[] one = before.get(name);
            byte[] other = after.get(name);
            if (one == null || other == null || !Arrays.equals(one, other)) {
                System.out.println((one == null ? "only after:  " : other == null ? "only before: " : "different:   ") + name);
                different++;
            }
        }
        System.out.println(before.size() + " classes before, " + after.size() + " after, " + different + " not the same but for "
                + names.size() + " names");
        System.exit(different == 0 ? 0 : 1);
    }

    /** All classes that the build has made, each under its module, main or test, and name, as it is now. */
    private SortedMap<String, byte[]> classes(Path root) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().matches(".*/target/(test-)?classes/.*\\.class")).toList();
        }
        for (Path file : files) {
            String place = root.relativize(file).toString();
            int classes = place.indexOf("classes/") + "classes/".length();
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            found.put(place.substring(0, classes) + map(reader.getClassName()), renamed(reader));
        }
        return found;
    }

    private byte[] renamed(ClassReader reader) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor sorted = new SortedLists(writer);
        reader.accept(
                new ClassRemapper(sorted, new Remapper() {
                    @Override
                    public String map(String name) {
                        return SameButForNames.this.map(name);
                    }

                    /** The compiler names what holds the cases of an enum after it. */
                    @Override
                    public String mapFieldName(String owner, String name, String descriptor) {
                        return name.startsWith("$SwitchMap$") ? switchMap(name) : name;
                    }
                }),
                ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private String switchMap(String name) {
        String prefix = "$SwitchMap$";
        return prefix + map(name.substring(prefix.length()).replace('$', '/')).replace('/', '$');
    }

    private String map(String name) {
        Optional<String> outer = names.keySet().stream()
                .filter(old -> name.equals(old) || name.startsWith(old + "$") || name.startsWith(old + "/"))
                .findFirst();
        return outer.map(old -> names.get(old) + name.substring(old.length())).orElse(name);
    }

    /** The order of these lists follows the names, or the order in which the compiler came upon the sources, and means nothing. */
    private static final class SortedLists extends ClassVisitor {

        private final SortedMap<String, Runnable> members = new TreeMap<>();
        private final SortedMap<String, Runnable> permitted = new TreeMap<>();
        private final SortedMap<String, Runnable> inner = new TreeMap<>();

        SortedLists(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitNestMember(String name) {
            members.put(name, () -> super.visitNestMember(name));
        }

        @Override
        public void visitPermittedSubclass(String name) {
            permitted.put(name, () -> super.visitPermittedSubclass(name));
        }

        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
            inner.put(name, () -> super.visitInnerClass(name, outerName, innerName, access));
        }

        @Override
        public void visitEnd() {
            Stream.of(members, permitted, inner).flatMap(list -> list.values().stream()).forEach(Runnable::run);
            super.visitEnd();
        }
    }
}
