package dev.isthmus.driver.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields and methods that a class file links to, read from its constant pool. */
final class LinkedMembers {

    /**
     * A field or a method of some class.
     *
     * @param owner the class, with dots
     * @param descriptor as in a class file; a method's begins with a bracket
     */
    record Member(String owner, String name, String descriptor) {}

    private LinkedMembers() {}

    static List<Member> of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(8);
        int size = in.readUnsignedShort();
        String[] texts = new String[size];
        int[] first = new int[size];
        int[] second = new int[size];
        List<Integer> members = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                    if (tag != 12) {
                        members.add(i);
                    }
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("constant of tag " + tag);
            }
        }
        return members.stream()
                .map(member -> new Member(
                        texts[first[first[member]]].replace('/', '.'),
                        texts[first[second[member]]],
                        texts[second[second[member]]]))
                .toList();
    }
}
