package incharge.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A request whose body may not grow beyond a limit, and whose hash is known once it was read. */
public final class BodyStream extends HttpServletRequestWrapper {
    private static final String ATTRIBUTE = BodyStream.class.getName();

    private final long limit;
    private final MessageDigest digest;
    private Counted stream;

    BodyStream(HttpServletRequest request, long limit) {
        super(request);
        this.limit = limit;
        this.digest = sha256();
        request.setAttribute(ATTRIBUTE, this);
    }

    /** SHA-256 of the body as hex; reads what the handler left of it. */
    public static String hash(HttpServletRequest request) throws IOException {
        if (!(request.getAttribute(ATTRIBUTE) instanceof BodyStream body))
            return HexFormat.of().formatHex(sha256().digest());
        body.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(((MessageDigest) clone(body.digest)).digest());
    }

    private static Object clone(MessageDigest digest) {
        try {
            return digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of every Java can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) stream = new Counted(super.getInputStream());
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        var charset = getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    /** The body is longer than a body may be. */
    static final class TooLarge extends IOException {
        TooLarge(long limit) {
            super("more than " + limit + " bytes");
        }
    }

    private final class Counted extends ServletInputStream {
        private final ServletInputStream source;
        private long count;

        Counted(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int one = source.read();
            if (one >= 0) {
                digest.update((byte) one);
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = source.read(bytes, offset, length);
            if (read > 0) {
                digest.update(bytes, offset, read);
                count(read);
            }
            return read;
        }

        private void count(int read) throws IOException {
            count += read;
            if (count > limit) throw new TooLarge(limit);
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
