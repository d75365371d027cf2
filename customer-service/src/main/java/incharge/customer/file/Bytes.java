package incharge.customer.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a few bytes out of a file. */
final class Bytes {

    private Bytes() {}

    /** Returns the bytes at a position, fewer where the file ends. */
    static ByteBuffer at(FileChannel file, long position, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
            // the next part
        }
        return bytes.flip();
    }
}
