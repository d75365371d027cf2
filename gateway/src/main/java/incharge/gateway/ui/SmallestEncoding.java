package incharge.gateway.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/** Prefers Brotli, which is smaller, where the browser names both encodings without a preference. */
final class SmallestEncoding extends EncodedResourceResolver {

    @Override
    protected Resource resolveResourceInternal(
            HttpServletRequest request, String path, List<? extends Resource> locations, ResourceResolverChain chain) {
        return super.resolveResourceInternal(
                request != null && takesBrotli(request) ? new OnlyBrotli(request) : request, path, locations, chain);
    }

    private static boolean takesBrotli(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(",")).map(String::strip).anyMatch("br"::equals);
    }

    private static final class OnlyBrotli extends HttpServletRequestWrapper {

        OnlyBrotli(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING) ? "br, gzip" : super.getHeader(name);
        }
    }
}
