package dev.isthmus.operator.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that the command line names. What cannot be read of it is told in words, with what to do. */
public final class GivenFile {

    /** Some editors put it in front of a text. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private GivenFile() {}

    /** What is read of a file. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads it to its end. */
        T of(InputStream bytes) throws IOException;
    }

    /**
     * Its text.
     *
     * @param name the path, as it was given
     * @throws CommandFailure if there is none that can be read, or what it has is no UTF-8
     */
    public static String text(String name) throws CommandFailure {
        String text = read(
                name,
                bytes -> StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.readAllBytes()))
                        .toString());
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * What a reading makes of it.
     *
     * @param name the path, as it was given
     * @throws CommandFailure if there is none that can be read
     */
    public static <T> T read(String name, Reading<T> reading) throws CommandFailure {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw CommandFailure.wrong(
                        (name.isEmpty() ? "the name is empty, and that" : name) + " is a directory",
                        "a file in it was meant",
                        "name the file");
            }
            try (InputStream bytes = Files.newInputStream(path)) {
                return reading.of(bytes);
            }
        } catch (InvalidPathException e) {
            throw CommandFailure.wrong(
                    "'" + name + "' cannot be the name of a file: " + e.getReason(),
                    "the locale of this shell has not its letters, or an address was meant",
                    "LC_ALL=C.UTF-8 in front of the command; or http://host:port");
        } catch (NoSuchFileException e) {
            throw CommandFailure.wrong(
                    "there is no file " + name,
                    name.matches("(?i)[a-z]+:/.*")
                            ? "an address was meant, and those are http:// or https://"
                            : "it is named wrongly, or is below another directory than "
                                    + Path.of("").toAbsolutePath(),
                    name.equals("-") ? "/dev/stdin is what is piped in" : "ls -l " + directory(name));
        } catch (AccessDeniedException e) {
            throw CommandFailure.wrong(name + " may not be read", "it is somebody else's", "ls -l " + name);
        } catch (CharacterCodingException e) {
            throw CommandFailure.wrong(
                    name + " is no text in UTF-8",
                    "it was saved in another encoding",
                    "iconv -f ISO-8859-1 -t UTF-8 " + name);
        } catch (IOException e) {
            throw CommandFailure.wrong(name + " cannot be read: " + e.getMessage(), "", "ls -l " + name);
        }
    }

    private static String directory(String name) {
        Path parent = Path.of(name).getParent();
        return parent == null ? "." : parent.toString();
    }
}
