package dev.isthmus.api.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Explains what is wrong with a file, for the person who named it. Java's exceptions often say it only by the name of their class.
 *
 * @since 0.1
 */
public final class FileProblem {

    private FileProblem() {}

    /**
     * The end of a sentence such as "The scenario file x cannot be read: ...".
     *
     * @param file the file that the sentence names; another one that is to blame is named in the words
     */
    public static String words(Path file, IOException failure) {
        String words = words(failure);
        boolean another = failure instanceof FileSystemException of
                && of.getFile() != null
                && !Path.of(of.getFile()).equals(file);
        return another ? ((FileSystemException) failure).getFile() + ": " + words : words;
    }

    private static String words(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "access to it is denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is such a file already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is no directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        String reason = failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
        if (reason == null || reason.isBlank()) {
            return "the system gives no reason (" + failure.getClass().getSimpleName() + ")";
        }
        return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }
}
