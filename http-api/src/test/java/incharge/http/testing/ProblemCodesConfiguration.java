package incharge.http.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.contracts.ProblemCodes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every problem that a service under test answers to the codes that the OpenAPI document lists for the operation.
 * One that is not listed becomes a 500 that names it, so the test fails.
 */
@AutoConfiguration
@ConditionalOnClass(ProblemCodes.class)
public class ProblemCodesConfiguration {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> listedProblemCodes() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                chain.doFilter(request, new CheckedResponse(request, response));
            }

            @Override
            protected boolean shouldNotFilterErrorDispatch() {
                return false;
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    private static final class CheckedResponse extends HttpServletResponseWrapper {
        private final HttpServletRequest request;
        private boolean problem;

        CheckedResponse(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void setContentType(String type) {
            problem = type != null && type.startsWith("application/problem+json");
            super.setContentType(type);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream out = super.getOutputStream();
            return problem ? new CheckedBody(out) : out;
        }

        private byte[] checked(byte[] body) {
            Optional<String> unlisted = ProblemCodes.unlisted(request.getMethod(), request.getRequestURI(), body);
            if (unlisted.isEmpty()) {
                return body;
            }
            byte[] failure = "{\"code\":\"%s\"}".formatted(unlisted.get()).getBytes(UTF_8);
            setStatus(500);
            setContentLength(failure.length);
            return failure;
        }

        /** A problem is written at once. */
        private final class CheckedBody extends ServletOutputStream {
            private final ServletOutputStream out;

            CheckedBody(ServletOutputStream out) {
                this.out = out;
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(checked(Arrays.copyOfRange(bytes, from, from + length)));
            }

            @Override
            public void write(int one) throws IOException {
                out.write(one);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public boolean isReady() {
                return out.isReady();
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                out.setWriteListener(listener);
            }
        }
    }
}
