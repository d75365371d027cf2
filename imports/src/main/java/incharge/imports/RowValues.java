package incharge.imports;

import incharge.tabular.Header;
import incharge.tabular.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts of the rows of a chunk as they were read, for people who look at verdicts. They are stored compressed.
 *
 * @param byRow texts by the number of the row and by the name of the column; blank cells are absent
 */
record RowValues(Map<Integer, Map<String, String>> byRow) {

    static final RowValues NONE = new RowValues(Map.of());

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<Integer, Map<String, String>>> BY_ROW = new TypeReference<>() {};
    private static final int LONGEST = 1_000;

    /** A document of the database holds 16 MiB; the texts of larger chunks are not kept. */
    private static final int MOST_BYTES = 8 << 20;

    static RowValues of(Header header, List<Line> lines) {
        List<String> columns = columns(header.texts());
        Map<Integer, Map<String, String>> byRow = new HashMap<>();
        for (Line line : lines) {
            Map<String, String> texts = new HashMap<>();
            int width = Math.min(columns.size(), line.cells().size());
            for (int i = 0; i < width; i++) {
                String text = line.cells().get(i);
                if (!text.isEmpty()) {
                    texts.put(columns.get(i), shortened(text));
                }
            }
            byRow.put(line.number(), texts);
        }
        return new RowValues(byRow);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "\u2026";
    }

    /** Returns one name for each column: its header, with a number behind it if a column before has the same. */
    static List<String> columns(List<String> headers) {
        List<String> names = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (String header : headers) {
            String name = header;
            for (int number = 2; !given.add(name); number++) {
                name = header + " (" + number + ")";
            }
            names.add(name);
        }
        return names;
    }

    /** Returns the texts of a row in the order of these columns, "" for a blank cell; null if they are not kept. */
    Map<String, String> of(int row, List<String> columns) {
        Map<String, String> texts = byRow.get(row);
        if (texts == null) {
            return null;
        }
        Map<String, String> ordered = new LinkedHashMap<>();
        columns.forEach(column -> ordered.put(column, texts.getOrDefault(column, "")));
        texts.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** Returns null if there are too many to store. */
    byte[] packed() {
        var packed = new ByteArrayOutputStream();
        var fast = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(packed, fast)) {
            // through a text, since a broken character in it must not stop the import
            out.write(JSON.writeValueAsString(byRow).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // the stream ends only a deflater of its own
            fast.end();
        }
        return packed.size() > MOST_BYTES ? null : packed.toByteArray();
    }

    static RowValues unpacked(byte[] packed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new RowValues(JSON.readValue(in, BY_ROW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
