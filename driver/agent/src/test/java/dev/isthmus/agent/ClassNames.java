package dev.isthmus.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Reads and changes class files as far as their constant pool. JVM specification, chapter 4.4. */
final class ClassNames {

    private ClassNames() {}

    /** The version of a class file: 52 is Java 8. */
    static int major(byte[] file) {
        return ((file[6] & 0xff) << 8) | (file[7] & 0xff);
    }

    /** The same class under another name. */
    static byte[] renamed(byte[] file, String from, String to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(in.readNBytes(8));
            int size = in.readUnsignedShort();
            out.writeShort(size);
            for (int i = 1; i < size; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                switch (tag) {
                    case 1 -> {
                        String text = in.readUTF();
                        out.writeUTF(text.equals(from) ? to : text);
                    }
                    case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
                    case 15 -> out.write(in.readNBytes(3));
                    case 5, 6 -> {
                        out.write(in.readNBytes(8));
                        i++;
                    }
                    default -> out.write(in.readNBytes(4));
                }
            }
            in.transferTo(out);
        }
        return bytes.toByteArray();
    }
}
