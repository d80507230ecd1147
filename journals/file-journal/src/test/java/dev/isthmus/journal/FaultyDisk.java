package dev.isthmus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A disk that is full, stops answering, or loses what was not synced when the power fails. */
final class FaultyDisk implements Disk {

    private final Map<Path, Long> synced = new ConcurrentHashMap<>();
    private volatile @Nullable String failure;
    private volatile @Nullable String readFailure;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();

    void fail(String reason) {
        failure = reason;
    }

    void work() {
        failure = null;
    }

    /** To those that are open now, as of a process that has been stopped. */
    void fallSilent() {
        open.forEach(channel -> channel.silence = new CountDownLatch(1));
    }

    void answerAgain() {
        open.forEach(channel -> channel.silence.countDown());
    }

    /** What is read from now on cannot be. */
    void failReads(String reason) {
        readFailure = reason;
    }

    void restoreReads() {
        readFailure = null;
    }

    @Override
    public byte[] read(Path path) throws IOException {
        String reason = readFailure;
        if (reason != null) {
            throw new IOException(reason);
        }
        return Disk.super.read(path);
    }

    /** So much of a file was there before. */
    void isSynced(Path path, long length) {
        synced.put(path, length);
    }

    /** What is left of a file when the power fails. */
    byte[] durable(Path path) throws IOException {
        long length = synced.getOrDefault(path, 0L);
        return Arrays.copyOf(Files.readAllBytes(path), Math.toIntExact(length));
    }

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        // A file that is written anew takes the place of the other.
        Path stands = Path.of(path.toString().replaceFirst("\\.\\d+\\.new$", ""));
        Channel channel = new Channel(stands, FileChannel.open(path, options));
        open.add(channel);
        return channel;
    }

    private final class Channel extends FileChannel {

        private final Path path;
        private final FileChannel real;
        private volatile CountDownLatch silence = new CountDownLatch(0);

        private Channel(Path path, FileChannel real) {
            this.path = path;
            this.real = real;
        }

        private void meet() throws IOException {
            try {
                silence.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            String reason = failure;
            if (reason != null) {
                throw new IOException(reason);
            }
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            meet();
            return real.write(bytes);
        }

        /** Half of it, before it fails: as a disk does that gets full. */
        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            if (failure != null && bytes.remaining() > 1) {
                ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
                real.write(half, position);
            }
            meet();
            return real.write(bytes, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            meet();
            real.force(metaData);
            synced.put(path, real.size());
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            open.remove(this);
            real.close();
        }

        // What a journal does not use.

        @Override
        public int read(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
