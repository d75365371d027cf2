package incharge.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Is the encoding of a CSV file. A mark at its start decides; without one it is UTF-8 if nearly all bytes above 127
 * form valid sequences, else windows-1252. So one broken byte is an error of its row, while the text of a whole file is
 * not read in the wrong encoding.
 *
 * @param markLength number of bytes of the mark
 */
record CsvEncoding(Charset charset, int markLength) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Texts in windows-1252 form next to no valid sequences, so that UTF-8 needs no larger majority. */
    private static final int VALID_FOR_EACH_INVALID = 2;

    /** Is no character and stands for bytes that the encoding does not have. */
    private static final String ILLEGAL = "\uFFFF";

    static CsvEncoding of(Path file, byte[] start) throws IOException {
        int first = start.length > 0 ? start[0] & 0xFF : 0;
        int second = start.length > 1 ? start[1] & 0xFF : 0;
        if (first == 0xFE && second == 0xFF) {
            return new CsvEncoding(StandardCharsets.UTF_16BE, 2);
        }
        if (first == 0xFF && second == 0xFE) {
            return new CsvEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (first == 0xEF && second == 0xBB && start.length > 2 && (start[2] & 0xFF) == 0xBF) {
            return new CsvEncoding(StandardCharsets.UTF_8, 3);
        }
        return new CsvEncoding(isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
    }

    Reader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            bytes.skipNBytes(markLength);
            return new InputStreamReader(
                    bytes,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)
                            .replaceWith(ILLEGAL));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Reads the file to its end, because an accent in the last row may be the only one. */
    private static boolean isUtf8(Path file) throws IOException {
        var sequences = new Utf8Sequences();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                sequences.add(next);
            }
        }
        sequences.end();
        return sequences.invalid == 0 || sequences.valid >= VALID_FOR_EACH_INVALID * sequences.invalid;
    }

    /** Counts the bytes above 127 by whether they are part of a valid sequence. */
    private static final class Utf8Sequences {
        private long valid;
        private long invalid;
        private int seen;
        private int missing;
        private int lowest;
        private int highest;

        void add(int next) {
            if (missing > 0 && next >= lowest && next <= highest) {
                seen++;
                missing--;
                lowest = 0x80;
                highest = 0xBF;
                if (missing == 0) {
                    valid += seen;
                    seen = 0;
                }
                return;
            }
            end();
            if (next >= 0x80) {
                begin(next);
            }
        }

        private void begin(int lead) {
            if (lead < 0xC2 || lead > 0xF4) {
                invalid++;
                return;
            }
            seen = 1;
            missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }

        /** Ends a sequence that lacks bytes. */
        void end() {
            invalid += seen;
            seen = 0;
            missing = 0;
        }
    }
}
