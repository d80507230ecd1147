package dev.isthmus.renames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * The classes that a build of the repository has made, in whichever modules it has, each under "main" or "test" and its name, as a list renames it:
 * without what debuggers alone read, and with lists sorted whose order means nothing.
 */
final class BuiltClasses {

    /** @param module the directory of the module that the class is in */
    record BuiltClass(String module, byte[] bytes) {}

    private final Map<String, String> names;
    private final SortedMap<String, BuiltClass> found = new TreeMap<>();
    private final List<String> twice = new ArrayList<>();

    /** @param names old names of classes and packages to new ones, with slashes */
    BuiltClasses(Path root, Map<String, String> names) throws IOException {
        this.names = names;
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().matches(".*/target/(test-)?classes/.*\\.class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String place = root.relativize(file).toString();
            String module = place.substring(0, place.indexOf("/target/"));
            String kind = place.startsWith("/target/test-classes/", module.length()) ? "test " : "main ";
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            String key = kind + map(reader.getClassName());
            BuiltClass other = found.put(key, new BuiltClass(module, renamed(reader)));
            if (other != null) {
                twice.add(key + " is in " + other.module() + " and in " + module);
            }
        }
    }

    SortedMap<String, BuiltClass> found() {
        return found;
    }

    /** Classes that are in two modules, or that the list makes one of. */
    List<String> twice() {
        return twice;
    }

    private byte[] renamed(ClassReader reader) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor sorted = new SortedLists(writer);
        reader.accept(
                new ClassRemapper(sorted, new Remapper() {
                    @Override
                    public String map(String name) {
                        return BuiltClasses.this.map(name);
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
        String type = name.substring(prefix.length()).replace('$', '/');
        return prefix + map(type).replace('/', '$');
    }

    /** By the longest part of the name that the list has. */
    private String map(String name) {
        for (int end = name.length(); end > 0; end = Math.max(name.lastIndexOf('/', end - 1), name.lastIndexOf('$', end - 1))) {
            String renamed = names.get(name.substring(0, end));
            if (renamed != null) {
                return renamed + name.substring(end);
            }
        }
        return name;
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
