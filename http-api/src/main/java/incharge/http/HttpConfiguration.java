package incharge.http;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Configures a program that has this library on its class path. */
@AutoConfiguration(before = {WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class HttpConfiguration {
    private static final int LEVELS = -10;

    @Bean
    ProblemMapper problemMapper(ObjectProvider<ProblemMapping> mappings) {
        return new ProblemMapper(mappings.orderedStream().toList());
    }

    @Bean
    ProblemResolver problemResolver(ProblemMapper mapper) {
        return new ProblemResolver(mapper);
    }

    @Bean
    ProblemErrorController problemErrorController(ProblemMapper mapper) {
        return new ProblemErrorController(mapper);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        var filter = new FilterRegistrationBean<>(new TraceFilter());
        // just behind the filter that begins the request's span
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictJsonConverter() {
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(StrictJson.MAPPER));
    }

    /** Lets every method through to the handlers, which answer one that they do not have with 405. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(plainOr(StrictHttpFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(plainOr(StrictHttpFirewall.ALLOWED_HEADER_VALUES));
        return firewall;
    }

    /** Allows visible ASCII and blanks without the slow pattern, which allows them too. */
    private static Predicate<String> plainOr(Predicate<String> allowed) {
        return text -> isPlain(text) || allowed.test(text);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Answers requests that Spring Security's firewall rejects. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, _) -> Problem.ofStatus(400).answer(request, response);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReport() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    @Bean
    Drain drain(@Value("${incharge.http.drain:6s}") Duration longest) {
        return new Drain(longest);
    }

    @Bean
    TokenClaims tokenClaims(Environment environment) {
        return TokenClaims.of(environment);
    }

    @Bean
    Callers callers(TokenClaims claims) {
        return new Callers(claims);
    }

    /** Reads the query of every handler strictly. What a gateway forwards has no handler. */
    @Bean
    WebMvcConfigurer strictQueries(Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new StrictQuery()).addPathPatterns("/api/**");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new Arguments(callers));
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                StrictConversions.addTo(registry);
            }
        };
    }

    /**
     * Configures a service: its handlers require levels and read strictly. Only a program that proxies requests and
     * checks access itself sets {@code incharge.http.service} to false.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "incharge.http.service", matchIfMissing = true)
    static class ServiceRequestsConfiguration {
        @Bean
        WebMvcConfigurer strictRequests(Callers callers, ObjectProvider<PositionSource> positions) {
            return new StrictRequests(callers, positions);
        }

        /** Runs after authentication, so that no body of an unknown caller is read. */
        @Bean
        FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
            var filter = new FilterRegistrationBean<>(new BodyLimitFilter());
            filter.setOrder(0);
            return filter;
        }

        @Bean
        HealthController healthController(ObjectProvider<HealthPart> parts) {
            return new HealthController(parts.orderedStream().toList());
        }

        /** Refuses to start with a handler that declares no requirement. */
        @Bean
        SmartInitializingSingleton everyHandlerRequiresLevels(ObjectProvider<RequestMappingHandlerMapping> mappings) {
            return () -> mappings.stream()
                    .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                    .filter(AuthorizationInterceptor::isUndeclared)
                    .findFirst()
                    .ifPresent(handler -> {
                        throw new IllegalStateException(handler + " declares no required level: @RequiresLevel");
                    });
        }
    }

    private static final class StrictRequests implements WebMvcConfigurer {
        private final Callers callers;
        private final ObjectProvider<PositionSource> positions;

        StrictRequests(Callers callers, ObjectProvider<PositionSource> positions) {
            this.callers = callers;
            this.positions = positions;
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            // first, so that a caller without access learns nothing about the request's errors
            registry.addInterceptor(new AuthorizationInterceptor(callers)).order(LEVELS);
            registry.addInterceptor(
                            new MinPositionInterceptor(positions.orderedStream().toList()))
                    .addPathPatterns("/api/**");
        }

        /** Answers are JSON whatever the caller accepts. A 406 would come only after a command has taken effect. */
        @Override
        public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
            negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
        }
    }
}
