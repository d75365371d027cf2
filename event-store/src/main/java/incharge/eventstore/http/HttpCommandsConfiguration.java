package incharge.eventstore.http;

import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import incharge.http.Callers;
import incharge.http.PositionSource;
import incharge.http.ProblemMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives controllers {@link Origins} and {@link ResourceAnswers}, maps failed decisions to problems, and has the
 * position of the log.
 */
@AutoConfiguration(
        afterName = {"incharge.eventstore.boot.EventStoreConfiguration", "incharge.http.HttpConfiguration"},
        before = WebMvcAutoConfiguration.class)
@ConditionalOnClass(ProblemMapping.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class HttpCommandsConfiguration {

    @Bean
    ProblemMapping decisionProblems() {
        return new DecisionProblems();
    }

    @Bean
    @ConditionalOnBean(EventLog.class)
    @ConditionalOnProperty("incharge.relay.topic")
    PositionSource logPosition(EventLog log, @Value("${incharge.relay.topic}") String topic) {
        return new LogPosition(source(topic), log);
    }

    @Bean
    @ConditionalOnBean(Vocabulary.class)
    ResourceAnswers resourceAnswers(Vocabulary<?> vocabulary) {
        return new ResourceAnswers(source(vocabulary.name()));
    }

    /** Returns the name of a log in {@code Event-Position}: {@code customers} for {@code incharge.customers}. */
    private static String source(String log) {
        return log.substring(log.indexOf('.') + 1);
    }

    @Bean
    WebMvcConfigurer originsOfCommands(Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new OriginsArgument(callers));
            }
        };
    }

    private record OriginsArgument(Callers callers) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Origins.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest web,
                WebDataBinderFactory binders) {
            return new Origins(web.getNativeRequest(HttpServletRequest.class), callers.caller());
        }
    }
}
