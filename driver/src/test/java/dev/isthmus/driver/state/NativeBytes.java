package dev.isthmus.driver.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Entries as Mesos's native code writes them, put together by hand from src/messages/state.proto and the wire format of protobuf. */
final class NativeBytes {

    /** A mark of version 4, as 16 raw bytes. */
    static final String MARK = "0f1e2d3c4b5a4978a6b5c4d3e2f10011";

    private NativeBytes() {}

    /** For names and values shorter than 128 bytes: a length is then one byte. */
    static byte[] entry(String name, String mark, String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x0a);
        out.write(name.getBytes(UTF_8).length);
        out.writeBytes(name.getBytes(UTF_8));
        out.write(0x12);
        out.write(mark.length() / 2);
        out.writeBytes(HexFormat.of().parseHex(mark));
        out.write(0x1a);
        out.write(value.getBytes(UTF_8).length);
        out.writeBytes(value.getBytes(UTF_8));
        return out.toByteArray();
    }
}
