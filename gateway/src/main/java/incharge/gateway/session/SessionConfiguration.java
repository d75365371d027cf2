package incharge.gateway.session;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Sets up the sessions and their database. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    @Bean
    PublicUrl publicUrl(@Value("${incharge.url}") String url, @Value("${server.port}") int port) {
        return PublicUrl.of(url.isBlank() ? "http://127.0.0.1:" + port : url);
    }

    @Bean
    SessionCookie sessionCookie(PublicUrl url) {
        return new SessionCookie(url);
    }

    @Bean
    CookieSerializer cookieSerializer(SessionCookie cookie) {
        return cookie.serializer();
    }

    /** Only a sign-in needs a web session. On other paths Spring would read and write it at each request. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> webSessions(SessionRepositoryFilter<?> filter) {
        var registration = new FilterRegistrationBean<SessionRepositoryFilter<?>>(filter);
        registration.setUrlPatterns(List.of("/sign-in", "/sign-in/*", "/oauth2/*", "/connect/*"));
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    @Bean
    Sessions sessions(
            MongoDatabase database,
            @Value("${incharge.session-idle}") Duration idle,
            @Value("${incharge.session-end}") Duration end) {
        return new Sessions(database, idle, end);
    }

    @Bean
    MongoDatabase database(MongoClient mongo) {
        return mongo.getDatabase("incharge-gateway");
    }

    @Bean(destroyMethod = "close")
    MongoClient mongo(
            @Value("${incharge.mongodb-uri}") String uri,
            @Value("${spring.mongodb.ssl.bundle:}") String bundle,
            SslBundles bundles) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        // The services read the same property in Spring Boot's own configuration of MongoDB.
        if (!bundle.isBlank()) {
            var ssl = bundles.getBundle(bundle).createSslContext();
            settings.applyToSslSettings(tls -> tls.enabled(true).context(ssl));
        }
        return MongoClients.create(
                settings.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                        .applyToSocketSettings(socket ->
                                socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(5, TimeUnit.SECONDS))
                        .applyToConnectionPoolSettings(pool -> pool.maxSize(32))
                        .build());
    }
}
