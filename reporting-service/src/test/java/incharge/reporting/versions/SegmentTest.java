package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {

    @Test
    void the_widest_segments_come_first_and_leave_no_gap() {
        assertThat(Segment.before(9, 10)).isEmpty();
        assertThat(Segment.before(10, 10)).containsExactly(new Segment(10, 0, 0));
        assertThat(Segment.before(109, 10))
                .containsExactly(new Segment(10, 1, 0), new Segment(10, 0, 8), new Segment(10, 0, 9));
        for (long sequence = 0; sequence < 20_000; sequence += 37) {
            long end = 0;
            List<Segment> segments = Segment.before(sequence, 10);
            for (Segment segment : segments) {
                assertThat(segment.after()).isEqualTo(end);
                end = segment.upTo();
            }
            assertThat(sequence - end).isBetween(0L, 9L);
            assertThat(segments).hasSizeLessThan(7 * 5);
        }
    }

    @Test
    void its_children_cover_it() {
        var segment = new Segment(10, 2, 3);

        assertThat(segment.children()).hasSize(8);
        assertThat(segment.children().getFirst().after()).isEqualTo(segment.after());
        assertThat(segment.children().getLast().upTo()).isEqualTo(segment.upTo());
        assertThat(Segment.ofId(10, segment.id())).isEqualTo(segment);
    }
}
