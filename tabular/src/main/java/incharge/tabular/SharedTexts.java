package incharge.tabular;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The texts that the cells of a workbook share, kept in a temporary file: they may be nearly all of the workbook. */
final class SharedTexts implements AutoCloseable {

    private static final int MOST = 10_000_000;

    private final Arena arena;
    private final MemorySegment bytes;
    private final int[] ends;
    private final int count;

    private SharedTexts(Arena arena, MemorySegment bytes, int[] ends, int count) {
        this.arena = arena;
        this.bytes = bytes;
        this.ends = ends;
        this.count = count;
    }

    static SharedTexts read(XmlPart xml) throws IOException {
        Path file = Files.createTempFile("texts", ".tmp");
        try {
            int[] ends = new int[1024];
            int count = 0;
            int end = 0;
            StringBuilder text = new StringBuilder();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                while (xml.nextStart("si")) {
                    text.setLength(0);
                    runs(xml, "si", text);
                    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
                    out.write(utf8);
                    end += utf8.length;
                    if (count == ends.length) {
                        ends = Arrays.copyOf(ends, count * 2);
                    }
                    ends[count++] = end;
                    if (count > MOST) {
                        throw TableRefused.broken("xlsx-broken", "The file has more than " + MOST + " texts");
                    }
                }
            }
            Arena arena = Arena.ofShared();
            try (FileChannel channel = FileChannel.open(file)) {
                return new SharedTexts(arena, channel.map(MapMode.READ_ONLY, 0, end, arena), ends, count);
            } catch (IOException e) {
                arena.close();
                throw e;
            }
        } finally {
            // where a mapped file cannot be deleted the exception says so; the systems we run on keep it until unmapped
            Files.deleteIfExists(file);
        }
    }

    /** Appends what is in the text runs of an {@code si} or {@code is}, without the readings of East Asian words. */
    static void runs(XmlPart xml, String element, StringBuilder text) {
        while (xml.next() && !xml.ends(element)) {
            if (xml.starts("t")) {
                xml.text(text, LineCollector.LONGEST_CELL);
            } else if (xml.starts("rPh")) {
                xml.skip();
            }
        }
    }

    /** The text at an index; null when there is none. */
    String get(int index) {
        if (index < 0 || index >= count) {
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
