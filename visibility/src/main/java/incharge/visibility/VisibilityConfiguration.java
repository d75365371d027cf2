package incharge.visibility;

import incharge.feed.CatchUp;
import incharge.http.Caller;
import incharge.http.Callers;
import incharge.http.ProblemException;
import incharge.http.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives a service with a {@link VisibilityProjection} the {@link CallerVisibility} of each caller, and rejects inactive
 * ones.
 */
@AutoConfiguration(afterName = "incharge.feed.FeedConfiguration", before = WebMvcAutoConfiguration.class)
@ConditionalOnBean(VisibilityProjection.class)
public class VisibilityConfiguration {
    /** Before the check of levels, since an inactive employee has none. */
    private static final int ORDER = -20;

    @Bean
    CallerVisibilities callerVisibilities(
            VisibilityProjection projection,
            CatchUp catchUp,
            @Value("${incharge.visibility.employee-age:1s}") Duration employeeAge) {
        return new CallerVisibilities(projection, catchUp, employeeAge);
    }

    @Bean
    WebMvcConfigurer visibilityOfCallers(CallerVisibilities visibilities, Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new Active(visibilities, callers))
                        .order(ORDER)
                        .addPathPatterns("/api/**");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new Argument(visibilities, callers));
            }
        };
    }

    private record Active(CallerVisibilities visibilities, Callers callers) implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!visibilities.active(callers.caller())) {
                throw ProblemException.of(
                        401, "employee-inactive", "The employee that the token names is not active any more.");
            }
            return true;
        }
    }

    private record Argument(CallerVisibilities visibilities, Callers callers) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == CallerVisibility.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest web,
                WebDataBinderFactory binders) {
            Caller caller = callers.caller();
            HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
            return visibilities.of(caller, missing -> SecurityLog.log(request, 404, missing));
        }
    }
}
