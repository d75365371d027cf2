package incharge.benchmarks;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads the heap of another JVM of this machine and user. */
final class Heap implements AutoCloseable {

    /**
     * In bytes.
     *
     * @param liveBefore what a collection leaves before the work
     * @param liveDuring the most that collections left while it went on
     * @param peak the most that was used at the same time, garbage included
     */
    record Used(long liveBefore, long liveDuring, long peak, long limit) {}

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final List<MemoryPoolMXBean> pools;

    private Heap(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection server = connector.getMBeanServerConnection();
        memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
        pools = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    static Heap of(long pid) {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Heap(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the work twice: alone for the peak, and beside collections that show what is live. */
    Used during(Runnable work) {
        memory.gc();
        long before = live();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        work.run();
        long peak =
                pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();

        var over = new AtomicBoolean();
        long[] most = {before};
        Thread watcher = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                memory.gc();
                most[0] = Math.max(most[0], live());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
        work.run();
        over.set(true);
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Used(before, most[0], peak, memory.getHeapMemoryUsage().getMax());
    }

    /** Collects all garbage and returns what is left, in bytes. */
    long afterCollection() {
        memory.gc();
        return live();
    }

    /** What the last collection of each pool left. */
    private long live() {
        return pools.stream()
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
