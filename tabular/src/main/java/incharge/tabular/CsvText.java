package incharge.tabular;

import java.io.IOException;
import java.io.Reader;

/** Reads the characters of a CSV file, with a stretch ahead that can be looked at before it is read. */
final class CsvText implements AutoCloseable {

    /** Stands for the character behind the last one. */
    static final int END = -1;

    /** So many characters can be looked at ahead; a cell has fewer. */
    static final int AHEAD = 1 << 16;

    private final Reader in;
    private final char[] buffer;
    private int position;
    private int limit;
    private boolean ended;
    private int line = 1;

    CsvText(Reader in) throws IOException {
        this.in = in;
        buffer = new char[4 * AHEAD];
        fill();
    }

    /** Reads characters that are in memory. */
    CsvText(String text) {
        in = Reader.nullReader();
        buffer = text.toCharArray();
        limit = buffer.length;
        ended = true;
    }

    /** Returns the first characters of a text of which nothing is read yet, at most {@link #AHEAD}. */
    String start() {
        return new String(buffer, 0, Math.min(limit, AHEAD));
    }

    /** Returns the number of the line in which the next character stands, from 1. */
    int line() {
        return line;
    }

    /** Reads the next character; {@link #END} behind the last one. */
    int next() throws IOException {
        int c = ahead(0);
        if (c != END) {
            position++;
            if (c == '\n' || c == '\r' && ahead(0) != '\n') {
                line++;
            }
        }
        return c;
    }

    /** Returns the character at an offset from the next one, at most {@link #AHEAD}. */
    int ahead(int offset) throws IOException {
        if (position + offset >= limit && !ended) {
            fill();
        }
        int at = position + offset;
        return at < limit ? buffer[at] : END;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < buffer.length && !ended) {
            int count = in.read(buffer, limit, buffer.length - limit);
            ended = count < 0;
            limit += Math.max(count, 0);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
