package dev.isthmus.driver.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the constant pool of a class mentions: JVM specification, chapter 4.4. Every name a class refers to stands there.
 *
 * @param name the class's own name, with dots
 * @param major the version of the class file: 52 is Java 8
 * @param texts every text in the pool: names, descriptors, signatures, string constants
 * @param types the names, with dots, of all types that the class links to or that stand in a descriptor
 */
public record ClassFile(String name, int major, List<String> texts, Set<String> types) {

    /** In a descriptor or signature: the name of a type parameter, a use of one, an inner class, a class, anything else. */
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{Alnum}_$]+:|T[\\p{Alnum}_$]+;|\\.[\\p{Alnum}_$]+|L([\\p{Alnum}_$/-]+)(?=[;<.])|.");

    /** Of a method or with type parameters, or of a field. Code in an annotation's text, such as {@code Long.compare(a, b)}, is none. */
    private static final Pattern DESCRIPTOR = Pattern.compile("[(<][^ ]*[;VZBCSIJFD]|\\[+[ZBCSIJFD]|\\[*[LT][^ (]*;");

    /** Reads a class file. */
    static ClassFile read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    private static ClassFile read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class file");
        }
        in.readUnsignedShort();
        int major = in.readUnsignedShort();
        int size = in.readUnsignedShort();
        String[] texts = new String[size];
        int[] classes = new int[size];
        Set<Integer> constants = new TreeSet<>();
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8 -> constants.add(in.readUnsignedShort());
                case 16, 19, 20 -> in.readUnsignedShort();
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("constant of tag " + tag);
            }
        }
        in.readUnsignedShort();
        String name = texts[classes[in.readUnsignedShort()]].replace('/', '.');

        Set<String> types = new TreeSet<>();
        List<String> all = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            if (classes[i] != 0) {
                String type = texts[classes[i]];
                if (type.startsWith("[")) {
                    addTypesOf(type, types);
                } else {
                    types.add(type.replace('/', '.'));
                }
            }
            if (texts[i] != null) {
                all.add(texts[i]);
                if (!constants.contains(i) && DESCRIPTOR.matcher(texts[i]).matches()) {
                    addTypesOf(texts[i], types);
                }
            }
        }
        return new ClassFile(name, major, all, types);
    }

    private static void addTypesOf(String descriptor, Set<String> types) {
        Matcher match = TOKEN.matcher(descriptor);
        while (match.find()) {
            if (match.group(1) != null) {
                types.add(match.group(1).replace('/', '.'));
            }
        }
    }

    /** Whether any text of the class, a string constant included, holds a package name, with dots or slashes. */
    public boolean mentions(String packageName) {
        String slashed = packageName.replace('.', '/');
        return texts.stream().anyMatch(text -> text.contains(packageName) || text.contains(slashed));
    }

    /** Short, for a list in a failed assertion. */
    @Override
    public String toString() {
        return name;
    }
}
