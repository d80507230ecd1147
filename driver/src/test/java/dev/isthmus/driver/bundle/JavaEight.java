package dev.isthmus.driver.bundle;

import com.sun.source.util.JavacTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.ToolProvider;

/** What the class library of Java 8 has, as this JDK's compiler knows it for {@code --release 8}. */
final class JavaEight {

    /** Of the methods whose descriptor is that of the call. */
    private static final Set<String> POLYMORPHIC = Set.of("invokeExact", "invoke");

    private final JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, List.of("--release", "8", "-proc:none"), List.of("java.lang.Object"), null);

    private final Map<String, Set<String>> members = new HashMap<>();

    /** Whether it has a class, named as in a class file with dots. */
    boolean has(String type) {
        return !members(type).isEmpty();
    }

    /** Whether it has a field or a method, perhaps inherited. */
    boolean has(LinkedMembers.Member member) {
        Set<String> known = members(member.owner());
        return known.contains(member.name() + member.descriptor())
                || members("java.lang.Object").contains(member.name() + member.descriptor())
                || (member.owner().equals("java.lang.invoke.MethodHandle") && POLYMORPHIC.contains(member.name()));
    }

    private Set<String> members(String type) {
        return members.computeIfAbsent(type, this::read);
    }

    private Set<String> read(String type) {
        TypeElement element = task.getElements().getTypeElement(type.replace('$', '.'));
        if (element == null) {
            return Set.of();
        }
        Set<String> all = new TreeSet<>(Set.of("it is there"));
        for (Element member : task.getElements().getAllMembers(element)) {
            all.add(
                    member instanceof ExecutableElement method
                            ? method.getSimpleName() + descriptor(method)
                            : member.getSimpleName() + descriptor(member.asType()));
        }
        return all;
    }

    private String descriptor(ExecutableElement method) {
        return method.getParameters().stream()
                        .map(parameter -> descriptor(parameter.asType()))
                        .collect(Collectors.joining("", "(", ")"))
                + descriptor(method.getReturnType());
    }

    private String descriptor(TypeMirror type) {
        TypeMirror plain = task.getTypes().erasure(type);
        return switch (plain.getKind()) {
            case VOID -> "V";
            case BOOLEAN -> "Z";
            case BYTE -> "B";
            case CHAR -> "C";
            case SHORT -> "S";
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case ARRAY -> "[" + descriptor(((ArrayType) plain).getComponentType());
            default ->
                "L"
                        + task.getElements()
                                .getBinaryName((TypeElement) ((DeclaredType) plain).asElement())
                                .toString()
                                .replace('.', '/')
                        + ";";
        };
    }
}
