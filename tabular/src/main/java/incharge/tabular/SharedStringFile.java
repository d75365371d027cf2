package incharge.tabular;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;

/**
 * Keeps the shared strings of a workbook in a mapped temporary file, because they may be most of the workbook and POI
 * keeps them on the heap.
 */
final class SharedStringFile implements AutoCloseable {

    private static final int MOST = 10_000_000;

    private final Arena arena;
    private final MemorySegment bytes;
    private final int[] ends;

    private SharedStringFile(Arena arena, MemorySegment bytes, int[] ends) {
        this.arena = arena;
        this.bytes = bytes;
        this.ends = ends;
    }

    static SharedStringFile read(PartReader xml) throws IOException, XMLStreamException {
        Path file = Files.createTempFile("shared-strings", ".tmp");
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // at once: Linux and macOS keep a deleted file until it is unmapped, and a crash leaves nothing of it
            Files.delete(file);
            int[] ends = write(xml, Channels.newOutputStream(channel));
            return new SharedStringFile(arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena), ends);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Writes the strings one behind the other and returns where each ends. */
    private static int[] write(PartReader xml, OutputStream file) throws IOException, XMLStreamException {
        int[] ends = new int[1024];
        int count = 0;
        int end = 0;
        var out = new BufferedOutputStream(file, 1 << 16);
        while (xml.nextStart("si")) {
            byte[] utf8 = xml.runs().getBytes(StandardCharsets.UTF_8);
            out.write(utf8);
            end += utf8.length;
            if (count == MOST) {
                throw new XMLStreamException("The workbook has more than " + MOST + " shared strings");
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
            }
            ends[count++] = end;
        }
        out.flush();
        return Arrays.copyOf(ends, count);
    }

    /** Returns the string at an index; null if there is none. */
    String get(int index) {
        if (index < 0 || index >= ends.length) {
            return null;
        }
        int start = index == 0 ? 0 : ends[index - 1];
        byte[] utf8 = bytes.asSlice(start, ends[index] - start).toArray(ValueLayout.JAVA_BYTE);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        arena.close();
    }
}
