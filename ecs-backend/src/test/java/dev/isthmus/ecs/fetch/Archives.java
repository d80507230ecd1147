package dev.isthmus.ecs.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of each kind, with names in them that tools refuse to write, too. */
final class Archives {
    private static final int BLOCK = 512;

    private Archives() {}

    /** An archive of one file. */
    static byte[] of(ArchiveFormat kind, String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return switch (kind) {
            case TAR -> tar(name, '0', "", bytes);
            case TAR_GZ -> gzip(tar(name, '0', "", bytes));
            case TAR_BZ2 -> through("bzip2", tar(name, '0', "", bytes));
            case TAR_XZ -> through("xz", tar(name, '0', "", bytes));
            case ZIP -> zip(name, bytes);
            case GZ -> gzip(bytes);
        };
    }

    /** What the archive's name ends with. */
    static String ending(ArchiveFormat kind) {
        return switch (kind) {
            case TAR -> ".tar";
            case TAR_GZ -> ".tgz";
            case TAR_BZ2 -> ".tar.bz2";
            case TAR_XZ -> ".txz";
            case ZIP -> ".zip";
            case GZ -> ".gz";
        };
    }

    /** A tar file of one link and one file. */
    static byte[] tarWithLink(String link, String to, String file, String content) {
        byte[] first = entry(link, '2', to, new byte[0]);
        byte[] second = tar(file, '0', "", content.getBytes(StandardCharsets.UTF_8));
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A tar file of one directory with this mode. */
    static byte[] directory(String name, int mode) {
        return whole(entry(name, '5', "", mode, new byte[0]));
    }

    /** A tar file of one file with this mode. */
    static byte[] file(String name, int mode, String content) {
        return whole(entry(name, '0', "", mode, content.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] tar(String name, char type, String link, byte[] content) {
        return whole(entry(name, type, link, content));
    }

    private static byte[] whole(byte[] entry) {
        byte[] whole = new byte[entry.length + 2 * BLOCK];
        System.arraycopy(entry, 0, whole, 0, entry.length);
        return whole;
    }

    private static byte[] entry(String name, char type, String link, byte[] content) {
        return entry(name, type, link, 0644, content);
    }

    private static byte[] entry(String name, char type, String link, int mode, byte[] content) {
        byte[] entry = new byte[BLOCK + (content.length + BLOCK - 1) / BLOCK * BLOCK];
        put(entry, 0, name);
        put(entry, 100, String.format(Locale.ROOT, "%07o\0", mode));
        put(entry, 108, "0001750\0");
        put(entry, 116, "0001750\0");
        put(entry, 124, String.format(Locale.ROOT, "%011o\0", content.length));
        put(entry, 136, "00000000000\0");
        put(entry, 148, "        ");
        entry[156] = (byte) type;
        put(entry, 157, link);
        put(entry, 257, "ustar\00000");
        int sum = 0;
        for (int at = 0; at < BLOCK; at++) {
            sum += entry[at] & 0xff;
        }
        put(entry, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        System.arraycopy(content, 0, entry, BLOCK, content.length);
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] through(String tool, byte[] content) {
        try {
            Path file = Files.createTempFile("plain", ".tar");
            Files.write(file, content);
            Process process = new ProcessBuilder(Kit.need(tool).toString(), "-c", file.toString()).start();
            byte[] packed = process.getInputStream().readAllBytes();
            Files.delete(file);
            return packed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
