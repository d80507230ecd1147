package dev.isthmus.renames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Who may reach a class, its members and the nested classes that it mentions; and what is left of the class without that. */
final class Access {

    private static final int BITS = Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED | Opcodes.ACC_PUBLIC;

    private final SortedMap<String, Integer> reach = new TreeMap<>();
    private final byte[] rest;

    Access(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(new Reader(writer), 0);
        this.rest = writer.toByteArray();
    }

    /** What the later class lets others reach that the earlier one did not; empty when anything else about them differs, or less can be reached. */
    static Optional<List<String>> opened(byte[] earlier, byte[] later) {
        Access before = new Access(earlier);
        Access after = new Access(later);
        if (!Arrays.equals(before.rest, after.rest) || !before.reach.keySet().equals(after.reach.keySet())) {
            return Optional.empty();
        }
        List<String> opened = new ArrayList<>();
        for (Map.Entry<String, Integer> each : before.reach.entrySet()) {
            int now = after.reach.getOrDefault(each.getKey(), 0);
            if (now < each.getValue()) {
                return Optional.empty();
            }
            if (now > each.getValue()) {
                opened.add(each.getKey());
            }
        }
        return Optional.of(opened);
    }

    private int without(String what, int access) {
        int reached = access & BITS;
        reach.put(
                what,
                switch (reached) {
                    case Opcodes.ACC_PRIVATE -> 0;
                    case 0 -> 1;
                    case Opcodes.ACC_PROTECTED -> 2;
                    case Opcodes.ACC_PUBLIC -> 3;
                    default -> throw new IllegalStateException(what + " has access " + access);
                });
        return access & ~BITS;
    }

    private final class Reader extends ClassVisitor {

        private String self = "";

        Reader(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            self = name;
            super.visit(version, without(name, access), name, signature, superName, interfaces);
        }

        /** Its flags say for a nested class what its own file cannot: that it is protected, or private. */
        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
            super.visitInnerClass(name, outerName, innerName, without(name + (name.equals(self) ? " as nested" : ""), access));
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            return super.visitField(without(self + "." + name, access), name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            return super.visitMethod(without(self + "." + name + descriptor, access), name, descriptor, signature, exceptions);
        }
    }
}
