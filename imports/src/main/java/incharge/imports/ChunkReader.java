package incharge.imports;

import incharge.tabular.Column;
import incharge.tabular.Header;
import incharge.tabular.Line;
import incharge.tabular.Row;
import incharge.tabular.TableError;
import incharge.tabular.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads a file's chunks ahead, on a thread of its own, while the one before is decided. */
final class ChunkReader implements AutoCloseable {

    /** Characters that end a chunk early, so that a file of giant rows is not held by the hundred. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private static final int AHEAD = 2;

    private sealed interface Step {
        record Next(Chunk chunk) implements Step {}

        record Broken(RuntimeException cause) implements Step {}

        record Unreadable(IOException cause) implements Step {}

        record End() implements Step {}
    }

    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final Path file;
    private final List<Column> columns;
    private final Map<String, String> mapping;
    private final int chunkRows;
    private final Thread thread;

    ChunkReader(Path file, List<Column> columns, Map<String, String> mapping, int chunkRows) {
        this.file = file;
        this.columns = columns;
        this.mapping = mapping;
        this.chunkRows = chunkRows;
        thread = Thread.ofPlatform().daemon().name("import-reader").start(this::readAll);
    }

    /** Returns the next chunk, null at the end; throws what reading it threw. */
    Chunk next() throws IOException, InterruptedException {
        return switch (steps.take()) {
            case Step.Next(Chunk chunk) -> chunk;
            case Step.End() -> null;
            case Step.Broken(RuntimeException cause) -> throw cause;
            case Step.Unreadable(IOException cause) -> throw cause;
        };
    }

    private void readAll() {
        try {
            Step last;
            try {
                read();
                last = new Step.End();
            } catch (RuntimeException e) {
                last = new Step.Broken(e);
            } catch (IOException e) {
                last = new Step.Unreadable(e);
            }
            steps.put(last);
        } catch (InterruptedException _) {
            // closed: no thread waits for the rest
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        try (TableFile table = TableFile.open(file, columns, mapping)) {
            int number = 0;
            List<Line> lines = new ArrayList<>();
            int characters = 0;
            for (Line line = table.next(); line != null; line = table.next()) {
                lines.add(line);
                for (String cell : line.cells()) {
                    characters += cell.length();
                }
                if (lines.size() == chunkRows || characters > MOST_CHARACTERS) {
                    steps.put(new Step.Next(chunk(number++, table.header(), lines)));
                    lines = new ArrayList<>();
                    characters = 0;
                }
            }
            if (!lines.isEmpty()) {
                steps.put(new Step.Next(chunk(number, table.header(), lines)));
            }
        }
    }

    private static Chunk chunk(int number, Header header, List<Line> lines) {
        List<Row> rows = new ArrayList<>();
        List<Verdict> faults = new ArrayList<>();
        for (Line line : lines) {
            TableError error = header.firstError(line);
            if (error == null) {
                rows.add(header.row(line));
            } else {
                faults.add(Verdict.refused(line.number(), error.code(), error.field(), error.message()));
            }
        }
        return new Chunk(number, rows, faults, RowValues.of(header, lines));
    }

    /** Ends the reading; the file is closed when it returns. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
