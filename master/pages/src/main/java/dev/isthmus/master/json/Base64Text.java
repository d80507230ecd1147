package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.Base64;

/** Bytes as text, with padding; read as Mesos does, which asks for none and overlooks white space. */
final class Base64Text {

    private static final String WHITE_SPACE = " \t\n\u000b\f\r";

    private Base64Text() {}

    static String write(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static ByteString read(String text) throws JsonException {
        StringBuilder signs = new StringBuilder(text.length());
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            char sign = text.charAt(i);
            if (isOfBase64(sign)) {
                signs.append(sign);
            } else if (WHITE_SPACE.indexOf(sign) < 0) {
                throw new JsonException("Invalid character '" + Character.toString(text.codePointAt(i)) + "'");
            }
        }
        // One sign alone holds no byte.
        int odd = signs.length() % 4 == 1 ? 1 : 0;
        return ByteString.copyFrom(Base64.getDecoder().decode(signs.substring(0, signs.length() - odd)));
    }

    private static boolean isOfBase64(char sign) {
        return (sign >= 'A' && sign <= 'Z')
                || (sign >= 'a' && sign <= 'z')
                || (sign >= '0' && sign <= '9')
                || sign == '+'
                || sign == '/';
    }
}
